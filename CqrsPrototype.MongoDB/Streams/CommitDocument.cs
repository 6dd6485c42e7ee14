using System.Globalization;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>A commit as a document (protocol section 1). Its key is its slot, so a slot can be taken only once.</summary>
internal static class CommitDocument
{
    /// <summary>The key of a slot: keys of a stream are in the order of their versions.</summary>
    public static string Id(StreamId stream, StreamVersion version) =>
        string.Create(CultureInfo.InvariantCulture, $"{stream.Value}@{version.Value:D10}");

    public static string Id(Slot slot) => Id(slot.Stream, slot.Version);

    public static BsonDocument Write(Commit commit, StreamVersion predecessor)
    {
        var document = new BsonDocument
        {
            { "_id", Id(commit.Stream, commit.First) },
            { "stream", commit.Stream.Value },
            { "version", commit.First.Value },
            { "count", commit.Events.Count },
            { "last", commit.Last.Value },
            { "prev", predecessor.Value },
            { "commitId", new BsonBinaryData(commit.Id, GuidRepresentation.Standard) },
            { "at", new BsonDateTime(commit.At.ToUnixTimeMilliseconds()) },
            { "events", new BsonArray(commit.Events.Select(Write)) },
            { "pending", true },
        };
        Add(document, "correlation", commit.Metadata.CorrelationId);
        Add(document, "causation", commit.Metadata.CausationId);
        Add(document, "trace", commit.Metadata.TraceParent);
        Add(document, "key", commit.Key?.Key);
        Add(document, "fingerprint", commit.Key?.Fingerprint);
        if (commit.Snapshot is { } snapshot)
        {
            document.Add("snapshot", new BsonDocument { { "schema", snapshot.SchemaVersion }, { "state", JsonText.ToBson(snapshot.State) } });
        }

        return document;
    }

    /// <summary>What takes the place of a commit that a crash of the server has removed.</summary>
    public static BsonDocument Void(PageEntry entry, GlobalPosition page, DateTimeOffset at) => new()
    {
        { "_id", Id(entry.Slot) },
        { "stream", entry.Slot.Stream.Value },
        { "version", entry.Slot.Version.Value },
        { "count", entry.Count },
        { "last", (entry.Slot.Version + (entry.Count - 1)).Value },
        { "commitId", new BsonBinaryData(Guid.Empty, GuidRepresentation.Standard) },
        { "at", new BsonDateTime(at.ToUnixTimeMilliseconds()) },
        { "void", true },
        { "page", page.Value },
    };

    public static Commit Read(BsonDocument document, GlobalPosition? position = null) =>
        new(
            CommitId(document),
            StreamId.Parse(document["stream"].AsString),
            First(document) - 1,
            At(document),
            document.Contains("void") ? [.. Enumerable.Repeat(EventData.Void, document["count"].ToInt32())] : [.. document["events"].AsBsonArray.Select(ReadEvent)])
        {
            Metadata = new EventMetadata(Text(document, "correlation"), Text(document, "causation"), TraceParent(document)),
            Key = Text(document, "key") is { } key ? new IdempotencyKey(key, document["fingerprint"].AsString) : null,
            Snapshot = document.TryGetValue("snapshot", out var snapshot)
                ? new SnapshotData(snapshot["schema"].ToInt32(), JsonText.FromBson(snapshot["state"]))
                : null,
            Position = position,
        };

    public static Guid CommitId(BsonDocument document) => document["commitId"].AsBsonBinaryData.ToGuid(GuidRepresentation.Standard);

    public static DateTimeOffset At(BsonDocument document) =>
        DateTimeOffset.FromUnixTimeMilliseconds(document["at"].AsBsonDateTime.MillisecondsSinceEpoch);

    public static string? TraceParent(BsonDocument document) => Text(document, "trace");

    public static StreamVersion First(BsonDocument document) => new(document["version"].ToInt64());

    public static StreamVersion Last(BsonDocument document) => new(document["last"].ToInt64());

    /// <summary>The members that <see cref="End"/> needs, as a projection.</summary>
    public static BsonDocument EndOnly => new() { { "commitId", 1 }, { "version", 1 }, { "last", 1 }, { "events.id", 1 } };

    /// <summary>What a commit says about the end of its stream. A void has no events.</summary>
    public static StreamEnd End(BsonDocument document) => new(
        CommitId(document),
        First(document),
        Last(document),
        document.TryGetValue("events", out var events) ? EventId(events.AsBsonArray[^1]) : Guid.Empty);

    private static BsonDocument Write(EventData data) => new()
    {
        { "id", new BsonBinaryData(data.Id, GuidRepresentation.Standard) },
        { "type", data.Type },
        { "schema", data.SchemaVersion },
        { "data", JsonText.ToBson(data.Data) },
    };

    private static EventData ReadEvent(BsonValue value) =>
        new(
            EventId(value),
            value["type"].AsString,
            value["schema"].ToInt32(),
            JsonText.FromBson(value["data"]));

    private static Guid EventId(BsonValue value) => value["id"].AsBsonBinaryData.ToGuid(GuidRepresentation.Standard);

    private static string? Text(BsonDocument document, string name) => document.TryGetValue(name, out var value) ? value.AsString : null;

    private static void Add(BsonDocument document, string name, string? value)
    {
        if (value is not null)
        {
            document.Add(name, value);
        }
    }
}
