using CqrsPrototype.Drill.Evidence;
using MongoDB.Bson;

namespace CqrsPrototype.Drill.Observing;

/// <summary>The stored form, as an outsider reads it.</summary>
internal static class StoredDocuments
{
    public static StoredCommit Commit(BsonDocument document) =>
        new(
            document["stream"].AsString,
            document["version"].ToInt64(),
            document["count"].ToInt32(),
            document.GetValue("prev", 0).ToInt64(),
            DateTimeOffset.FromUnixTimeMilliseconds(document["at"].AsBsonDateTime.MillisecondsSinceEpoch),
            [.. document.GetValue("events", new BsonArray()).AsBsonArray.Select(Event)])
        {
            Correlation = Text(document, "correlation"),
            Trace = Text(document, "trace"),
            Pending = document.Contains("pending"),
            Page = document.TryGetValue("page", out var page) ? page.ToInt64() : null,
        };

    public static LogPage Page(BsonDocument document) =>
        new(document["_id"].ToInt64(), document["next"].ToInt64(), [.. document["commits"].AsBsonArray.Select(Entry)]);

    public static StoredView View(BsonDocument document) =>
        new(document["_id"].AsString, document["version"].ToInt64(), Text(document, "body"));

    private static StoredEvent Event(BsonValue value) =>
        new(value["id"].AsBsonBinaryData.ToGuid(GuidRepresentation.Standard), value["type"].AsString, value["data"].AsString);

    private static string? Text(BsonDocument document, string name) => document.TryGetValue(name, out var value) ? value.AsString : null;

    private static LogEntry Entry(BsonValue value) => new(value["s"].AsString, value["v"].ToInt64(), value["n"].ToInt32());
}
