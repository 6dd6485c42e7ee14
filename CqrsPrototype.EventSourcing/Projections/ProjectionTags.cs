namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>How metrics name a projection and what became of its events.</summary>
/// <param name="View">Whose views.</param>
internal sealed record ProjectionTags(ViewName View)
{
    public const string Applied = "applied";
    public const string Duplicate = "duplicate";
    public const string Stuck = "stuck";

    /// <summary>The attributes of all its measurements.</summary>
    public KeyValuePair<string, object?>[] Projection { get; } =
        [new("cqrs.projection.name", View.Projection), new("cqrs.projection.generation", View.Generation)];
}
