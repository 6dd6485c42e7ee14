using System.Text.Json;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>Loads the state of aggregates: from the newest snapshot on where there is one, so the length of a stream does not matter.</summary>
public sealed class AggregateReader<TCommand, TEvent, TState, TRefusal>(Aggregate<TCommand, TEvent, TState, TRefusal> aggregate, IEventStore store)
    where TEvent : class
    where TRefusal : struct, Enum
{
    private const int PageSize = 1000;

    /// <summary>Folds a stream.</summary>
    /// <param name="stream">One without events gives the initial state.</param>
    /// <param name="upTo">The last version to fold; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="StreamCorruptException">Versions are missing.</exception>
    public async ValueTask<AggregateState<TState>> LoadAsync(StreamId stream, StreamVersion? upTo, CancellationToken cancellationToken)
    {
        var tail = await store.ReadTailAsync(stream, upTo, aggregate.SnapshotSchema, cancellationToken);
        if (tail.Count == 0)
        {
            return new AggregateState<TState>(aggregate.Decider.Initial, StreamVersion.None, null);
        }

        var (state, version, next) = await StartAsync(stream, tail, upTo, cancellationToken);
        foreach (var recorded in tail.Skip(next).SelectMany(commit => commit.Recorded()).TakeWhile(e => upTo is null || e.Version <= upTo))
        {
            (state, version) = Fold(state, version, recorded);
        }

        return new AggregateState<TState>(state, version, tail[^1]);
    }

    // Where folding begins: behind a snapshot, or at the tail's first commit with all that comes before it read page by page.
    private async ValueTask<(TState State, StreamVersion Version, int Next)> StartAsync(
        StreamId stream, IReadOnlyList<Commit> tail, StreamVersion? upTo, CancellationToken cancellationToken)
    {
        for (var i = tail.Count - 1; i >= 0; i--)
        {
            if (tail[i].Snapshot is { } snapshot && snapshot.SchemaVersion == aggregate.SnapshotSchema && !(tail[i].Last > upTo))
            {
                var restored = JsonSerializer.Deserialize(snapshot.State.Span, aggregate.StateJson)
                    ?? throw new JsonException($"The snapshot of {stream} at version {tail[i].Last} is empty.");
                return (restored, tail[i].Last, i + 1);
            }
        }

        var (state, version) = (aggregate.Decider.Initial, StreamVersion.None);
        while (version < tail[0].Previous)
        {
            var events = await store.ReadAsync(stream, version, PageSize, cancellationToken);
            foreach (var recorded in events.TakeWhile(e => e.Version <= tail[0].Previous))
            {
                (state, version) = Fold(state, version, recorded);
            }

            if (events.Count == 0)
            {
                throw new StreamCorruptException(stream, version.Next);
            }
        }

        return (state, version, 0);
    }

    private (TState State, StreamVersion Version) Fold(TState state, StreamVersion version, RecordedEvent recorded) =>
        recorded.Version == version.Next
            ? (recorded.Event.IsVoid ? state : aggregate.Decider.Evolve(state, aggregate.Events.Deserialize(recorded.Event), recorded.At), recorded.Version)
            : throw new StreamCorruptException(recorded.Stream, version.Next);
}
