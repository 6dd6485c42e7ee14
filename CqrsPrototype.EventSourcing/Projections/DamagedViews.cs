using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>Puts a stream whose view a query has found damaged on the list of stuck ones, where an operator sees it and can retry.</summary>
/// <remarks>A projection comes upon it only with the stream's next event, which may never happen.</remarks>
/// <param name="stuck">The list.</param>
/// <param name="events">Where the view's last event is read.</param>
/// <param name="time">The clock of the entries.</param>
public sealed class DamagedViews(IStuckStreams stuck, IEventStore events, TimeProvider time)
{
    /// <summary>Reports a view, unless its stream is on the list already.</summary>
    /// <param name="name">Whose view it is.</param>
    /// <param name="view">A view with <see cref="StoredView.Damage"/>.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>What the query fails with.</returns>
    /// <exception cref="EventStoreUnavailableException">A store does not answer.</exception>
    public async ValueTask<ViewDamagedException> ReportAsync(ViewName name, StoredView view, CancellationToken cancellationToken)
    {
        var error = new ViewDamagedException(view.Stream, view.Damage!);
        if (await stuck.FindAsync(name, view.Stream, cancellationToken) is null && await FindLastAsync(view, cancellationToken) is { } last)
        {
            await stuck.ReportAsync(FoldFailure.At(last, error).ToStuck(name, view.Stream, time.GetUtcNow()), cancellationToken);
        }

        return error;
    }

    // The event that the view should end with, as far as its version can be read. A view without a stream is nobody's.
    private async ValueTask<RecordedEvent?> FindLastAsync(StoredView view, CancellationToken cancellationToken)
    {
        var before = view.Version == StreamVersion.None ? view.Version : view.Version - 1;
        return await events.ReadAsync(view.Stream, before, 1, cancellationToken) is [var last] ? last : null;
    }
}
