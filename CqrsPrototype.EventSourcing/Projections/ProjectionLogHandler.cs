using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>Feeds a projection from the log.</summary>
public sealed class ProjectionLogHandler<TView, TEvent>(ViewUpdater<TView, TEvent> updater) : ILogHandler
    where TView : class
    where TEvent : class
{
    /// <inheritdoc/>
    public ValueTask HandleAsync(LogSlice slice, CancellationToken cancellationToken) =>
        updater.UpdateAsync(slice.Commits.SelectMany(commit => commit.Recorded()), cancellationToken);
}
