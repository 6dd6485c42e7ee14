using CqrsPrototype.EventSourcing.Projections;

namespace CqrsPrototype.Rabbit.Topology;

/// <summary>The queue that feeds one generation of a projection. Any number of processes share it.</summary>
/// <param name="View">Where the projection's views are kept.</param>
/// <param name="Category">The category of the streams that it folds: it gets the events whose types begin with that and a full stop.</param>
public sealed record ProjectionQueue(ViewName View, string Category)
{
    /// <summary>The queue's name, such as <c>projector.users</c> or, from the second generation on, <c>projector.users.g2</c>.</summary>
    public string Name => View.Generation == 1 ? $"projector.{View.Projection}" : $"projector.{View.Projection}.g{View.Generation}";

    /// <summary>Where messages go that the broker gives up on; all generations share it.</summary>
    public string ParkedName => $"projector.{View.Projection}.parked";

    /// <summary>What the queue is bound to the exchange with.</summary>
    public string BindingKey => $"{Category}.*";
}
