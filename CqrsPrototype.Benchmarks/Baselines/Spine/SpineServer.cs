using CqrsPrototype.Benchmarks.Baselines.RawSqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Benchmarks.Baselines.Spine;

/// <summary>
/// The whole path with nothing on it: POST → group commit → batched projector → GET. No validation, conditional requests, idempotency,
/// search, history, tracing or recovery: what all these may cost is measured against it.
/// </summary>
internal static class SpineServer
{
    public const string Name = "serve-spine";

    public static async Task RunAsync(int port, string directory)
    {
        var documents = Path.Combine(directory, "documents.db");
        using var projector = new SpineProjector(documents);
        using var log = new GroupCommit(Path.Combine(directory, "log.db"), projector.Take);
        using var readers = new SpineReaders(documents);
        await BaselineHost.RunAsync(port, app =>
        {
            app.MapPost("/users", async (Person person, CancellationToken cancellationToken) =>
            {
                var version = await log.AppendAsync(person.Email, SpineProjector.EventOf(person), cancellationToken);
                return TypedResults.Created((string?)null, person with { Version = version });
            });
            app.MapGet("/users/{email}", IResult (string email) =>
                readers.Find(email) is { } body ? TypedResults.Bytes(body, "application/json") : TypedResults.NotFound());
        });
    }
}
