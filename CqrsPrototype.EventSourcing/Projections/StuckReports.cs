using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Telemetry;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>Keeps the list of one projection's stuck streams: puts on it what has stopped, and takes off it what has got past that.</summary>
internal sealed class StuckReports(ViewName view, IStuckStreams stuck, TimeProvider time, ILogger logger)
{
    private readonly KnownStuckStreams _known = new();

    /// <summary>Whether a stream was found stuck in this way before.</summary>
    public bool IsKnown(StreamId stream, FoldFailure failure) => _known.IsAt(stream, failure.Version);

    /// <summary>Tells how far a view has come.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="reached">The version that its view has now.</param>
    /// <param name="failure">What stopped it; <see langword="null"/> if nothing did.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async ValueTask TellAsync(StreamId stream, StreamVersion reached, FoldFailure? failure, CancellationToken cancellationToken)
    {
        if (failure is not null)
        {
            _known.Remember(stream, failure.Version);
            using var trace = EventSourcingTelemetry.Resume(failure.TraceParent);
            logger.StreamStuck(failure.Error, view.ToString(), stream.Value, failure.Version.Value, failure.EventType);
            await stuck.ReportAsync(failure.ToStuck(view, stream, time.GetUtcNow()), cancellationToken);
        }
        else if (_known.IsPast(stream, reached))
        {
            await stuck.ResolveAsync(view, stream, reached, cancellationToken);
            _known.Forget(stream);
        }
    }

    /// <summary>Reads the entry of a stream that is tried again, as if it had never been found stuck here.</summary>
    public ValueTask<StuckStream?> ReopenAsync(StreamId stream, CancellationToken cancellationToken)
    {
        _known.Forget(stream);
        return FindAsync(stream, cancellationToken);
    }

    /// <summary>The entry of a stream, if it has one.</summary>
    public ValueTask<StuckStream?> FindAsync(StreamId stream, CancellationToken cancellationToken) => stuck.FindAsync(view, stream, cancellationToken);

    /// <summary>Takes an entry off the list, unless the stream was reported again since it was read.</summary>
    public ValueTask WithdrawAsync(StuckStream entry, CancellationToken cancellationToken) => stuck.WithdrawAsync(entry, cancellationToken);
}
