using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.EventSourcing.Messaging;

/// <summary>Takes the log to the broker. The subscription moves on only behind what is confirmed, so every event gets there at least once.</summary>
public sealed class Relay(IEventPublisher publisher) : ILogHandler
{
    /// <inheritdoc/>
    public ValueTask HandleAsync(LogSlice slice, CancellationToken cancellationToken) =>
        publisher.PublishAsync(slice.Commits.SelectMany(commit => commit.Recorded()).ToList(), cancellationToken);
}
