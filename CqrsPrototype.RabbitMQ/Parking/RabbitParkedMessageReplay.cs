using System.Globalization;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Rabbit.Connecting;
using CqrsPrototype.Rabbit.Publishing;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Parking;

/// <summary>Sends a parked message again, by the default exchange, which reaches the queue of that name and no other.</summary>
/// <remarks>
/// It gets one header more, <see cref="MessageToPark.ReplayHeader"/>. Without it the message, if it cannot be read this time either, would
/// meet its own entry, and be gone when that is deleted.
/// </remarks>
internal sealed class RabbitParkedMessageReplay(RabbitConnections connections, TimeProvider time, ILogger<RabbitParkedMessageReplay> logger)
    : IParkedMessageReplay
{
    private const string DefaultExchange = "";

    /// <inheritdoc/>
    public async ValueTask ReplayAsync(ParkedMessage message, CancellationToken cancellationToken)
    {
        await using var channel = await ConfirmedChannel.OpenAsync(
            connections.Publishing, (_, _) => Task.CompletedTask, window: 1, time, logger, cancellationToken);
        var again = new OutgoingMessage(DefaultExchange, message.Properties[MessageToPark.Queue], PropertiesOf(message), message.Body);

        // Somebody waits for it: not as long as a broker may be blocked.
        await connections.Publishing.CallAsync(token => channel.SendAsync([again], token).AsTask(), cancellationToken);
    }

    private static BasicProperties PropertiesOf(ParkedMessage message)
    {
        var properties = ParkedProperties.Read(message.Properties);
        var headers = properties.Headers!.Where(header => !MessageToPark.IsOfTheBroker(header.Key)).ToDictionary();
        var before = int.TryParse(headers.GetValueOrDefault(MessageToPark.ReplayHeader) as string, CultureInfo.InvariantCulture, out var times) ? times : 0;
        headers[MessageToPark.ReplayHeader] = (before + 1).ToString(CultureInfo.InvariantCulture);
        properties.Headers = headers;
        return properties;
    }
}
