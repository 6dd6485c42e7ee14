using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;

namespace CqrsPrototype.Mongo.Views;

/// <summary>A view as a document. A tombstone keeps its version, so that a late message cannot bring it back.</summary>
internal static class ViewDocument
{
    public static BsonDocument Write(StoredView view)
    {
        var document = new BsonDocument
        {
            { "_id", view.Stream.Value },
            { "version", view.Version.Value },
            { "at", new BsonDateTime(view.At.ToUnixTimeMilliseconds()) },
        };
        if (view.Body is not { } body)
        {
            return document.Add("deleted", true);
        }

        document.Add("body", JsonText.ToBson(body));
        if (view.SortKey is not null)
        {
            document.Add("sort", view.SortKey).Add("terms", new BsonArray(view.SearchTerms));
        }

        return document;
    }

    public static StreamVersion Version(BsonDocument document) => new(document["version"].ToInt64());

    public static StoredView Read(BsonDocument document) =>
        new(
            StreamId.Parse(document["_id"].AsString),
            Version(document),
            DateTimeOffset.FromUnixTimeMilliseconds(document["at"].AsBsonDateTime.MillisecondsSinceEpoch),
            document.TryGetValue("body", out var body) ? JsonText.FromBson(body) : default(ReadOnlyMemory<byte>?))
        {
            SortKey = document.TryGetValue("sort", out var sort) ? sort.AsString : null,
        };
}
