using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>A projection as its feeds see it, whatever its types: told of events, it brings its views up to them.</summary>
public interface IViewUpdater
{
    /// <summary>Where its views are kept.</summary>
    ViewName Name { get; }

    /// <summary>The category of the streams that it folds.</summary>
    string Category { get; }

    /// <summary>Folds events into their views. When it returns, each view contains them durably, or its stream is on the list of stuck ones.</summary>
    /// <param name="recorded">Events of streams of any category; those of another one are passed over.</param>
    /// <param name="cancellationToken">Stops; what is written stays.</param>
    /// <exception cref="EventStoreUnavailableException">A store does not answer: call again with the same events.</exception>
    ValueTask UpdateAsync(IEnumerable<RecordedEvent> recorded, CancellationToken cancellationToken);

    /// <summary>Folds a stream to its end, which is how a stuck one goes on once the cause is gone.</summary>
    /// <returns>Whether its view is now at its end.</returns>
    /// <exception cref="EventStoreUnavailableException">A store does not answer.</exception>
    ValueTask<bool> RetryAsync(StreamId stream, CancellationToken cancellationToken);
}
