using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Processes;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation.Rules;

/// <summary>Promise 4 and I5: a view of version v is the fold of versions 1 to v, it never goes back, and in the end it is at the end of its stream.</summary>
internal sealed class ViewRules(World world)
{
    private readonly Dictionary<StreamId, StreamVersion> _versions = [];

    /// <summary>Looks at views as they are now.</summary>
    public void Look(IEnumerable<StreamId> streams)
    {
        foreach (var stream in streams)
        {
            if (world.State.Views.FindAsync(FallibleProjection.View, stream, CancellationToken.None).Now() is { } view)
            {
                var fold = world.Rules.Folds.At(stream, view.Version);
                world.Require(fold is not null && Folds.AreEqual(view, fold), "A view is the fold of its stream", $"{view} is not {fold}");
                world.Require(view.Version >= _versions.GetValueOrDefault(stream), "A view never goes back", $"{stream} to {view.Version}");
                _versions[stream] = view.Version;
            }
        }
    }

    /// <summary>Whether a view contains an event, or its stream is on the list of stuck ones, at that event or before it.</summary>
    public bool Has(RecordedEvent recorded) => VersionOf(recorded.Stream) >= recorded.Version || StuckAt(recorded.Stream) <= recorded.Version;

    /// <summary>Looks at a stream that may have been taken off the list of stuck ones just now.</summary>
    public void Resolved(StreamId stream, StuckStream? before) => world.Require(
        before is null || IsStuck(stream) || VersionOf(stream) >= before.Version,
        "A stuck stream is on the list until its view gets past", $"{stream} at {before?.Version}, view at {VersionOf(stream)}");

    public string? Missing()
    {
        foreach (var stream in World.Streams)
        {
            Look([stream]);
            var (view, end) = (VersionOf(stream), world.Rules.Folds.AtEnd(stream)?.Version ?? StreamVersion.None);
            if (view != end || IsStuck(stream))
            {
                return $"the view of {stream} is at {view} of {end}{(IsStuck(stream) ? " and stuck" : "")}";
            }
        }

        return null;
    }

    private StreamVersion VersionOf(StreamId stream) =>
        world.State.Views.FindAsync(FallibleProjection.View, stream, CancellationToken.None).Now()?.Version ?? StreamVersion.None;

    private bool IsStuck(StreamId stream) => StuckAt(stream) is not null;

    private StreamVersion? StuckAt(StreamId stream) =>
        world.State.Stuck.FindAsync(FallibleProjection.View, stream, CancellationToken.None).Now()?.Version;
}
