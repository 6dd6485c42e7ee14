using CqrsPrototype.EventSourcing.Projections;

namespace CqrsPrototype.EventSourcing.Messaging;

/// <summary>The queues of a broker: each generation of each projection has one of its own, and any number of processes share it.</summary>
public interface IEventConsumers
{
    /// <summary>A consumer of the queue that feeds these views. It declares queue and binding whenever it connects.</summary>
    IEventConsumer Of(ViewName view);
}
