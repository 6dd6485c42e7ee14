using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Consuming;

/// <summary>A message as the broker has delivered it.</summary>
/// <param name="Tag">Its number on its channel, from 1 without gaps.</param>
/// <param name="Queue">Where it was taken from.</param>
/// <param name="Exchange">What it was published to.</param>
/// <param name="RoutingKey">With which key.</param>
/// <param name="Properties">Properties and headers.</param>
/// <param name="Body">A copy, since the client's buffer is used again; of more than <see cref="MaxBytes"/> only the first.</param>
/// <param name="Bytes">How many the body has.</param>
internal sealed record IncomingMessage(
    ulong Tag, string Queue, string Exchange, string RoutingKey, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body, int Bytes)
{
    /// <summary>What is kept of a body. No event is so large; what is larger is only there to be looked at, and a store may not take all of it.</summary>
    public const int MaxBytes = 1024 * 1024;
}
