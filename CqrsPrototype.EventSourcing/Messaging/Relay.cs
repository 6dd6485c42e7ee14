using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.EventSourcing.Messaging;

/// <summary>Takes the log to the broker. The subscription moves on only behind what is confirmed, so every event gets there at least once.</summary>
public sealed class Relay(IEventPublisher publisher) : ILogHandler
{
    /// <summary>Names its checkpoint and its lease.</summary>
    public const string Name = "relay";

    /// <summary>How it reads: smaller pieces than a projection, since nothing is folded, and the first message need not wait for many commits.</summary>
    public static LogSubscriptionOptions Reading { get; } = new() { BatchSize = 5000 };

    /// <inheritdoc/>
    public ValueTask HandleAsync(LogSlice slice, CancellationToken cancellationToken)
    {
        var events = slice.Commits.SelectMany(commit => commit.Recorded()).Where(recorded => !recorded.Event.IsVoid).ToList();
        return events.Count > 0 ? publisher.PublishAsync(events, cancellationToken) : ValueTask.CompletedTask;
    }
}
