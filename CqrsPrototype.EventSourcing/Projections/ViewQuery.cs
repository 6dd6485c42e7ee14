namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>A page of a list of views.</summary>
/// <param name="Limit">Most views that come back: 1 to 1000.</param>
public sealed record ViewQuery(int Limit)
{
    /// <summary>Only views whose sort key comes after this one, as UTF-8 bytes; <see langword="null"/> begins at the first.</summary>
    public string? After { get; init; }

    /// <summary>Only views with a search term that begins with this; <see langword="null"/> or empty for all.</summary>
    public string? Search { get; init; }
}
