using CqrsPrototype.EventSourcing.Projections;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Topology;

/// <summary>What there is on the broker. Every process declares what it uses before it uses it, all with these same constants.</summary>
/// <param name="queues">The queues that events must reach; the relay's side declares them too, so that no event is without one.</param>
internal sealed class RabbitTopology(IReadOnlyList<ProjectionQueue> queues)
{
    /// <summary>The topic exchange that every event is published to, with its type as routing key.</summary>
    public const string EventsExchange = "domain_events";

    /// <summary>The transient fanout exchange of the hints that processes give each other.</summary>
    public const string SignalsExchange = "cqrs.signals";

    /// <summary>How often a message may come back from consumers that went away with it, before it is put aside.</summary>
    public const int DeliveryLimit = 20;

    private const int NoLimit = -1;

    // A process that does not keep up loses the oldest hints; the newest say as much.
    private const int MaxSignals = 1000;

    /// <summary>The queues that feed projections.</summary>
    public IReadOnlyList<ProjectionQueue> Queues => queues;

    /// <summary>The queue of a projection's generation, which may be another than the registered one.</summary>
    /// <exception cref="ArgumentException">No queue of that projection is registered.</exception>
    public ProjectionQueue QueueOf(ViewName view) => queues.FirstOrDefault(queue => queue.View.Projection == view.Projection) is { } known
        ? known with { View = view }
        : throw new ArgumentException($"No queue feeds the projection '{view.Projection}': name it in AddRabbitMessaging.", nameof(view));

    /// <summary>Declares the exchange and all queues.</summary>
    public async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await DeclareExchangeAsync(channel, cancellationToken);
        foreach (var queue in queues)
        {
            await DeclareQueueAsync(channel, queue, cancellationToken);
        }
    }

    /// <summary>Declares the exchange, one queue, its binding and its dead-letter queue.</summary>
    public static async Task DeclareAsync(IChannel channel, ProjectionQueue queue, CancellationToken cancellationToken)
    {
        await DeclareExchangeAsync(channel, cancellationToken);
        await DeclareQueueAsync(channel, queue, cancellationToken);
    }

    /// <summary>Declares the queue of what the broker gives up on. Nothing in it is ever given up on.</summary>
    public static Task DeclareParkedAsync(IChannel channel, string name, CancellationToken cancellationToken) => channel.QueueDeclareAsync(
        name, durable: true, exclusive: false, autoDelete: false,
        new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = NoLimit }, cancellationToken: cancellationToken);

    /// <summary>Declares the exchange of hints.</summary>
    public static Task DeclareSignalsAsync(IChannel channel, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(SignalsExchange, ExchangeType.Fanout, durable: false, autoDelete: false, cancellationToken: cancellationToken);

    /// <summary>Declares the queue in which one process hears hints; it goes with the connection.</summary>
    public static async Task DeclareSignalQueueAsync(IChannel channel, string name, CancellationToken cancellationToken)
    {
        await DeclareSignalsAsync(channel, cancellationToken);
        await channel.QueueDeclareAsync(
            name, durable: false, exclusive: true, autoDelete: true,
            new Dictionary<string, object?> { ["x-queue-type"] = "classic", ["x-max-length"] = MaxSignals, ["x-overflow"] = "drop-head" },
            cancellationToken: cancellationToken);
        await channel.QueueBindAsync(name, SignalsExchange, "", cancellationToken: cancellationToken);
    }

    private static Task DeclareExchangeAsync(IChannel channel, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(EventsExchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellationToken);

    private static async Task DeclareQueueAsync(IChannel channel, ProjectionQueue queue, CancellationToken cancellationToken)
    {
        await DeclareParkedAsync(channel, queue.ParkedName, cancellationToken);
        await channel.QueueDeclareAsync(
            queue.Name, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?>
            {
                ["x-queue-type"] = "quorum",
                ["x-delivery-limit"] = DeliveryLimit,
                ["x-dead-letter-exchange"] = "",
                ["x-dead-letter-routing-key"] = queue.ParkedName,

                // The message leaves this queue when the other one has it, not before; the broker wants that overflow for it.
                ["x-dead-letter-strategy"] = "at-least-once",
                ["x-overflow"] = "reject-publish",
            },
            cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue.Name, EventsExchange, queue.BindingKey, cancellationToken: cancellationToken);
    }
}
