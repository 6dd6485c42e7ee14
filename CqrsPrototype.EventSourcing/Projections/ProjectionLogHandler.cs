using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>Feeds a projection from the log.</summary>
public sealed class ProjectionLogHandler(IViewUpdater updater) : ILogHandler
{
    /// <inheritdoc/>
    public ValueTask HandleAsync(LogSlice slice, CancellationToken cancellationToken) =>
        updater.UpdateAsync(slice.Commits.SelectMany(commit => commit.Recorded()), cancellationToken);
}
