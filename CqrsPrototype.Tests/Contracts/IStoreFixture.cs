using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>A set of stores that hold nothing yet. What an adapter may do differently, it declares here.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    IEventStore Events { get; }

    IEventLog Log { get; }

    IViewStore Views { get; }

    IViewReader ViewReader { get; }

    ICheckpointStore Checkpoints { get; }

    IStuckStreams Stuck { get; }

    IStoreSecrets Secrets { get; }

    EventSourcingSignals Signals { get; }

    /// <summary>Whether what was acknowledged is there after <see cref="ReopenAsync"/>.</summary>
    bool IsDurable { get; }

    /// <summary>Closes everything and opens it again, as after a restart of the process.</summary>
    ValueTask ReopenAsync();
}
