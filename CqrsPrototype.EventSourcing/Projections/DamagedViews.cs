using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Projections;

namespace CqrsPrototype.Users.Queries;

/// <summary>Puts a stream whose view a query has found damaged on the list of stuck ones, where an operator sees it and can retry.</summary>
/// <remarks>A projection comes upon it only with the stream's next event, which may never happen.</remarks>
internal sealed class DamagedViews(IStuckStreams stuck, IEventStore events, TimeProvider time)
{
    /// <summary>Reports a view, unless its stream is on the list already.</summary>
    /// <returns>What the query fails with.</returns>
    public async ValueTask<ViewDamagedException> ReportAsync(StoredView view, CancellationToken cancellationToken)
    {
        var failure = new ViewDamagedException(view.Stream, view.Damage!);
        if (await stuck.FindAsync(UserProjection.View, view.Stream, cancellationToken) is null && await FindLastAsync(view, cancellationToken) is { } last)
        {
            await stuck.ReportAsync(
                new StuckStream(
                    UserProjection.View, view.Stream, last.Version, last.Event.Type, $"{nameof(ViewDamagedException)}: {failure.Message}", time.GetUtcNow(), 1),
                cancellationToken);
        }

        return failure;
    }

    // The event that the view should end with, as far as its version can be read. A view without a stream is nobody's.
    private async ValueTask<RecordedEvent?> FindLastAsync(StoredView view, CancellationToken cancellationToken)
    {
        var before = view.Version == StreamVersion.None ? view.Version : view.Version - 1;
        return await events.ReadAsync(view.Stream, before, 1, cancellationToken) is [var last] ? last : null;
    }
}
