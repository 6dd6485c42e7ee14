using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>The view of one stream, as it is kept.</summary>
/// <param name="Stream">The stream that it is folded from; its key.</param>
/// <param name="Version">The last event in it.</param>
/// <param name="At">When that event happened, in milliseconds.</param>
/// <param name="Body">The document as JSON in UTF-8, ready to be sent; <see langword="null"/> for a tombstone, which keeps the version of what is deleted.</param>
public sealed record StoredView(StreamId Stream, StreamVersion Version, DateTimeOffset At, ReadOnlyMemory<byte>? Body)
{
    /// <summary>What is wrong with it where somebody has damaged it: nothing else can be relied on then. <see langword="null"/> when all is well.</summary>
    public string? Damage { get; init; }

    /// <summary>What lists are ordered by, compared as UTF-8 bytes; unique among the views that have one. <see langword="null"/> keeps the view out of lists.</summary>
    public string? SortKey { get; init; }

    /// <summary>What a search matches the beginning of; folded to one case by the projection.</summary>
    public IReadOnlyList<string> SearchTerms { get; init; } = [];

    /// <summary>A view that is kept in a form that cannot be read.</summary>
    /// <param name="stream">Its key.</param>
    /// <param name="version">The last event in it, if that can be read; else <see cref="StreamVersion.None"/>.</param>
    /// <param name="damage">What is wrong, as a sentence without its full stop.</param>
    public static StoredView Damaged(StreamId stream, StreamVersion version, string damage) => new(stream, version, default, null) { Damage = damage };
}
