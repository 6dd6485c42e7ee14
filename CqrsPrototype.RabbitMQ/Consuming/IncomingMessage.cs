using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Consuming;

/// <summary>A message as the broker has delivered it.</summary>
/// <param name="Tag">Its number on its channel, from 1 without gaps.</param>
/// <param name="Queue">Where it was taken from.</param>
/// <param name="Exchange">What it was published to.</param>
/// <param name="RoutingKey">With which key.</param>
/// <param name="Properties">Properties and headers.</param>
/// <param name="Body">A copy; the client's buffer is used again.</param>
internal sealed record IncomingMessage(
    ulong Tag, string Queue, string Exchange, string RoutingKey, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body);
