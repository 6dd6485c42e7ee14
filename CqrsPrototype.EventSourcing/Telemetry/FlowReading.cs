using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.EventSourcing.Telemetry;

/// <summary>How far everything was when the stores were asked; <see langword="null"/> where they did not answer.</summary>
internal sealed record FlowReading(
    GlobalPosition? End, SequencerBacklog? Sequencer, SubscriptionLag? Relay, long? Parked, IReadOnlyList<ProjectionReading> Projections)
{
    public static FlowReading Nothing { get; } = new(null, null, null, null, []);
}
