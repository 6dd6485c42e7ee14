using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Publishing;

/// <summary>A message on its way to the broker.</summary>
internal readonly record struct OutgoingMessage(string Exchange, string RoutingKey, BasicProperties Properties, ReadOnlyMemory<byte> Body);
