using System.Globalization;
using CqrsPrototype.Drill.Observing;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Drill.Filling;

/// <summary>Appends events straight to the event store, in the form in which the command API does, for a backlog that clients would take an hour to make.</summary>
/// <param name="connection">A connection string of MongoDB, with or without a database.</param>
internal sealed class EventStoreFiller(string connection)
{
    /// <summary>The correlation id of all of them.</summary>
    public const string Correlation = "filler";

    private const int UsersAtOnce = 1000;
    private const int EventsOfUser = 10;

    // So much may wait for its place in the log: what commands leave waiting is little, too.
    private const int MostPending = 5 * UsersAtOnce;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Appends that many events or a little more, to users of its own, no faster than they get into the log.</summary>
    public async Task FillAsync(long events, StoreReader store, TimeProvider time, Action<string> say, CancellationToken cancellationToken)
    {
        using var client = new MongoClient(connection);
        var commits = StoreReader.DatabaseOf(client, connection).GetCollection<BsonDocument>("commits");
        for (var appended = 0L; appended < events; appended += UsersAtOnce * EventsOfUser)
        {
            var users = Enumerable.Range(0, UsersAtOnce).Select(number => (Number: appended + number, Stream: NewStream())).ToList();
            for (var version = 1; version <= EventsOfUser; version++)
            {
                var pending = appended + (version * UsersAtOnce) - MostPending;
                await Waiting.UntilAsync("the log follows", async () => await store.LogEndAsync(cancellationToken) >= pending, Limit, time, cancellationToken);
                await commits.InsertManyAsync(
                    users.Select(user => Commit(user.Stream, user.Number, version, time.GetUtcNow())), new InsertManyOptions { IsOrdered = false }, cancellationToken);
            }

            say($"{appended + (UsersAtOnce * EventsOfUser)} events");
        }
    }

    // A real name is made of an address and a key; nobody asks for these users by their address.
    private static string NewStream() => $"user-{string.Concat(Random.Shared.GetItems("abcdefghijklmnopqrstuvwxyz234567".AsSpan(), 26))}";

    private static BsonDocument Commit(string stream, long user, long version, DateTimeOffset at)
    {
        var id = new BsonBinaryData(Guid.CreateVersion7(), GuidRepresentation.Standard);
        return new BsonDocument
        {
            { "_id", string.Create(CultureInfo.InvariantCulture, $"{stream}@{version:D10}") },
            { "stream", stream },
            { "version", version },
            { "count", 1 },
            { "last", version },
            { "prev", version - 1 },
            { "commitId", id },
            { "at", new BsonDateTime(at.ToUnixTimeMilliseconds()) },
            {
                "events", new BsonArray
                {
                    new BsonDocument
                    {
                        { "id", id },
                        { "type", version == 1 ? "user.created" : "user.updated" },
                        { "schema", 1 },
                        { "data", $$"""{"email":"user{{user}}@backlog.example","name":"Ada {{version}}"}""" },
                    },
                }
            },
            { "pending", true },
            { "correlation", Correlation },
        };
    }
}
