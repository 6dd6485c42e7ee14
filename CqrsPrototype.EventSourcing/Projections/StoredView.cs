using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>The view of one stream, as it is kept.</summary>
/// <param name="Stream">The stream that it is folded from; its key.</param>
/// <param name="Version">The last event in it.</param>
/// <param name="At">When that event happened, in milliseconds.</param>
/// <param name="Body">The document as JSON in UTF-8, ready to be sent; <see langword="null"/> for a tombstone, which keeps the version of what is deleted.</param>
public sealed record StoredView(StreamId Stream, StreamVersion Version, DateTimeOffset At, ReadOnlyMemory<byte>? Body)
{
    /// <summary>What lists are ordered by, compared as UTF-8 bytes; unique among the views that have one. <see langword="null"/> keeps the view out of lists.</summary>
    public string? SortKey { get; init; }

    /// <summary>What a search matches the beginning of; folded to one case by the projection.</summary>
    public IReadOnlyList<string> SearchTerms { get; init; } = [];
}
