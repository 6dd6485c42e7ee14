using CqrsPrototype.EventSourcing.Log;

namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>What a subscription does with the log. It gets every commit at least once, in order, slice after slice.</summary>
public interface ILogHandler
{
    /// <summary>Handles one slice; when it returns, all of its effects have happened. When it throws, the slice comes again.</summary>
    ValueTask HandleAsync(LogSlice slice, CancellationToken cancellationToken);
}
