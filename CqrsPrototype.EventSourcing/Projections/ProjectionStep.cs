namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>What a delivered event means to a view.</summary>
public enum ProjectionStep
{
    /// <summary>The view contains it already.</summary>
    Duplicate,

    /// <summary>It is the next one.</summary>
    Apply,

    /// <summary>Events before it are missing: they are read from the stream.</summary>
    Gap,
}
