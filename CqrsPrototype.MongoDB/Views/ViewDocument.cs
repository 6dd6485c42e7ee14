using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo.Connecting;
using MongoDB.Bson;

namespace CqrsPrototype.Mongo.Views;

/// <summary>A view as a document. A tombstone keeps its version, so that a late message cannot bring it back.</summary>
internal static class ViewDocument
{
    // Up to here a number in a double is exact, as a shell may have written it.
    private const double MaxVersion = 1e15;

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

    /// <summary>The version; <see langword="null"/> where somebody has made it something else.</summary>
    public static StreamVersion? Version(BsonDocument document) =>
        document.TryGetValue("version", out var version) && version.IsNumeric && version.ToDouble() is >= 1 and <= MaxVersion and var number && number == Math.Floor(number)
            ? new StreamVersion((long)number)
            : null;

    public static StoredView Read(BsonDocument document)
    {
        var (stream, version) = (StreamId.Parse(document["_id"].AsString), Version(document));
        return DamageOf(document, version) is { } damage
            ? StoredView.Damaged(stream, version ?? StreamVersion.None, damage)
            : new StoredView(
                stream,
                version!.Value,
                DateTimeOffset.FromUnixTimeMilliseconds(document["at"].AsBsonDateTime.MillisecondsSinceEpoch),
                document.TryGetValue("body", out var body) ? JsonText.FromBson(body) : default(ReadOnlyMemory<byte>?))
            {
                SortKey = document.TryGetValue("sort", out var sort) ? sort.AsString : null,
            };
    }

    private static string? DamageOf(BsonDocument document, StreamVersion? version)
    {
        if (version is null)
        {
            return "its version is no number from 1 on";
        }

        if (!document.TryGetValue("at", out var at) || !at.IsValidDateTime)
        {
            return "its time is none";
        }

        if (document.TryGetValue("sort", out var sort) && !sort.IsString)
        {
            return "its sort key is no text";
        }

        return document.TryGetValue("body", out var body)
            ? body.IsString || body.IsBsonBinaryData ? null : "its body is no text"
            : document.Contains("deleted") ? null : "it has no body, and is not marked as deleted";
    }
}
