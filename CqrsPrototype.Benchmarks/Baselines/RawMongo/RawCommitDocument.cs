using System.Globalization;
using System.Text;
using System.Text.Json;
using CqrsPrototype.Benchmarks.Baselines.RawSqlite;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Product;
using MongoDB.Bson;

namespace CqrsPrototype.Benchmarks.Baselines.RawMongo;

/// <summary>A document as large as the product's for a commit.</summary>
internal static class RawCommitDocument
{
    /// <summary>The first commit of a user.</summary>
    public static BsonDocument OfNewUser(long number) => OfNewUser(StreamOf(number), RawLog.EventOf(number));

    /// <summary>The first commit of a stream.</summary>
    public static BsonDocument OfNewUser(string stream, byte[] data) => Write($"{stream}@{1:D10}", stream, 1, data);

    /// <summary>An event of the log, by its position, in the order of <see cref="LogShape.Spread"/>.</summary>
    public static BsonDocument InLog(long number)
    {
        var user = LogShape.Spread.UserOf(number);
        var person = new Person(People.AddressOf(user), People.NameOf(number));
        return Write(number, StreamOf(user), LogShape.Spread.VersionOf(number), JsonSerializer.SerializeToUtf8Bytes(person, PersonJson.Default.Person));
    }

    private static string StreamOf(long user) => string.Create(CultureInfo.InvariantCulture, $"user-{user:D26}");

    private static BsonDocument Write(BsonValue id, string stream, long version, byte[] data) => new()
    {
        { "_id", id },
        { "stream", stream },
        { "version", version },
        { "count", 1 },
        { "last", version },
        { "prev", version - 1 },
        { "commitId", new BsonBinaryData(Guid.CreateVersion7(), GuidRepresentation.Standard) },
        { "at", new BsonDateTime(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()) },
        {
            "events",
            new BsonArray
            {
                new BsonDocument
                {
                    { "id", new BsonBinaryData(Guid.CreateVersion7(), GuidRepresentation.Standard) },
                    { "type", "user.created" },
                    { "schema", 1 },
                    { "data", Encoding.UTF8.GetString(data) },
                },
            }
        },
        { "pending", true },
        { "correlation", Guid.CreateVersion7().ToString("N") },
    };
}
