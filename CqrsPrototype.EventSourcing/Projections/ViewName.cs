namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>Names a collection of views: the projection that makes them, and the generation of its code.</summary>
/// <param name="Projection">Lower-case ASCII letters and digits.</param>
/// <param name="Generation">From 1. Code that folds to another result writes another generation; nothing writes to two.</param>
public sealed record ViewName(string Projection, int Generation)
{
    /// <inheritdoc/>
    public override string ToString() => $"views_{Projection}_g{Generation}";
}
