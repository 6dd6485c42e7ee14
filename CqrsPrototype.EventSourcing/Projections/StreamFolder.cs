using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>Folds what was told of a stream into its view, and reads from the stream what is missing in between.</summary>
internal sealed class StreamFolder<TView, TEvent>(IProjection<TView, TEvent> projection, IEventStore events)
    where TView : class
    where TEvent : class
{
    private const int PageSize = 1000;

    /// <summary>Folds as far as it goes; <see cref="ViewFold{TView, TEvent}.Failure"/> says what stopped it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="start">Its view; <see langword="null"/> where there is none.</param>
    /// <param name="told">What was told of, in any order; it is put into that of its versions.</param>
    /// <param name="recording">Is told of gaps.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="EventStoreUnavailableException">The store does not answer.</exception>
    public async ValueTask<ViewFold<TView, TEvent>> FoldAsync(
        StreamId stream, StoredView? start, List<RecordedEvent> told, ProjectionRecording recording, CancellationToken cancellationToken)
    {
        var fold = new ViewFold<TView, TEvent>(projection, stream, start);
        told.Sort(static (one, other) => one.Version.CompareTo(other.Version));
        while (!fold.Fold(told) && fold.Failure is null)
        {
            await CloseGapAsync(fold, told.Find(recorded => recorded.Version > fold.Version)!, recording, cancellationToken);
        }

        return fold;
    }

    // Not beyond what was told of: what comes behind may not be durable yet, and a view could not give it back. If it turns out that there is
    // no such event, nothing that was read on the way to it is known to be durable either.
    private async ValueTask CloseGapAsync(ViewFold<TView, TEvent> fold, RecordedEvent told, ProjectionRecording recording, CancellationToken cancellationToken)
    {
        var before = fold.Place;
        try
        {
            while (fold.Version.Next < told.Version && fold.Failure is null)
            {
                var count = (int)Math.Min(PageSize, told.Version.Value - fold.Version.Value - 1);
                var missing = await events.ReadAsync(fold.Stream, fold.Version, count, cancellationToken);
                if (missing.Count == 0 || missing[0].Version != fold.Version.Next)
                {
                    throw new EventsMissingException(fold.Stream, fold.Version.Next, told.Version);
                }

                recording.Gap();
                fold.Fold(missing);
            }
        }
        catch (Exception exception) when (exception is not (EventStoreUnavailableException or OperationCanceledException))
        {
            // What is missing, and what somebody has damaged, concerns this stream alone.
            fold.StopAt(before, told, exception);
        }
    }
}
