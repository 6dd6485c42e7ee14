using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;
using MongoDB.Bson;

namespace CqrsPrototype.Mongo.Log;

/// <summary>A page of the log as a document (protocol section 1).</summary>
internal static class PageDocument
{
    public static BsonDocument Write(LogPage page) => new()
    {
        { "_id", page.Start.Value },
        { "next", page.Next.Value },
        { "commits", Write(page.Entries) },
        { "sealed", false },
    };

    /// <summary>A filter for this page only, not for another one that has taken its start.</summary>
    public static BsonDocument Same(LogPage page) => new() { { "_id", page.Start.Value }, { "commits", Write(page.Entries) } };

    public static LogPage Read(BsonDocument document) =>
        new(new GlobalPosition(document["_id"].ToInt64()), [.. document["commits"].AsBsonArray.Select(ReadEntry)], document["sealed"].AsBoolean);

    private static BsonArray Write(IEnumerable<PageEntry> entries) => [.. entries.Select(Write)];

    private static BsonDocument Write(PageEntry entry) => new()
    {
        { "s", entry.Slot.Stream.Value },
        { "v", entry.Slot.Version.Value },
        { "n", entry.Count },
    };

    private static PageEntry ReadEntry(BsonValue value) =>
        new(new Slot(StreamId.Parse(value["s"].AsString), new StreamVersion(value["v"].ToInt64())), value["n"].ToInt32());
}
