using System.Text;
using System.Text.Json;
using CqrsPrototype.Benchmarks.Baselines.RawMongo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using MongoDB.Driver;

namespace CqrsPrototype.Benchmarks.Baselines.SpineOnServers;

/// <summary>
/// The whole path on servers with nothing on it, in one process: POST → insertOne → message → batched projector → GET. No expected version,
/// validation, idempotency, order, search, tracing or recovery: what all these, and three processes, may cost is measured against it.
/// </summary>
internal static class ServersSpineServer
{
    public const string Name = "serve-spine-on-servers";

    public static async Task RunAsync(int port, MongoUrl mongodb, Uri messaging)
    {
        using var client = new MongoClient(mongodb);
        var database = client.GetDatabase(mongodb.DatabaseName).WithWriteConcern(WriteConcern.W1.With(journal: true));
        var (commits, views) = (new RawCommits(database), new RawViews(database, "spine_views"));
        await using var broker = await ServersSpineBroker.StartAsync(messaging, views);
        await BaselineHost.RunAsync(port, app =>
        {
            app.MapPost("/users", async (Person person, CancellationToken cancellationToken) =>
            {
                var data = JsonSerializer.SerializeToUtf8Bytes(person, PersonJson.Default.Person);
                await commits.InsertAsync(RawCommitDocument.OfNewUser(person.Email, data), cancellationToken);
                broker.Publish(data);
                return TypedResults.Created((string?)null, person with { Version = 1 });
            });
            app.MapGet("/users/{email}", async Task<IResult> (string email, CancellationToken cancellationToken) =>
                await views.FindAsync(email, cancellationToken) is { } body
                    ? TypedResults.Bytes(Encoding.UTF8.GetBytes(body), "application/json")
                    : TypedResults.NotFound());
        });
    }
}
