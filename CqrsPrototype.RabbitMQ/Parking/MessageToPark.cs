using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Rabbit.Consuming;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Parking;

/// <summary>A message as it is parked: where it came from, all that it carries, and an id that a redelivery has too.</summary>
internal static class MessageToPark
{
    /// <summary>The queue that it came from, and that it is sent to again.</summary>
    public const string Queue = "queue";

    /// <summary>Counts how often it was sent again, so that a message that is parked anew is an entry of its own.</summary>
    public const string ReplayHeader = "x-replay";

    /// <summary>How many bytes the body had, where not all of them are kept.</summary>
    public const string BodyBytes = "body_bytes";

    private const string FirstQueue = "x-first-death-queue";
    private const string FirstReason = "x-first-death-reason";

    // What the broker adds on the way; it differs from one delivery of a message to the next.
    private static readonly string[] OfTheBroker = ["x-death", "x-first-death-", "x-last-death-", "x-delivery-count", "x-acquired-count"];

    /// <summary>A message that is no event.</summary>
    public static ParkedMessage Of(IncomingMessage message, string reason, DateTimeOffset at) => Of(message, message.Queue, reason, at);

    /// <summary>A message that the broker has given up on.</summary>
    public static ParkedMessage GivenUp(IncomingMessage message, DateTimeOffset at) => HeaderOf(message, FirstQueue) is { } queue
        ? Of(message, queue, $"The broker gave up on it: {HeaderOf(message, FirstReason)}.", at)
        : Of(message, message.Queue, $"Somebody has put it into the queue {message.Queue}.", at);

    /// <summary>Whether a header is the broker's own, so that it is not sent again.</summary>
    public static bool IsOfTheBroker(string header) => OfTheBroker.Any(own => header.StartsWith(own, StringComparison.Ordinal));

    private static ParkedMessage Of(IncomingMessage message, string queue, string reason, DateTimeOffset at)
    {
        var properties = ParkedProperties.Write(message.Properties);
        properties[Queue] = queue;
        properties["exchange"] = message.Exchange;
        properties["routing_key"] = message.RoutingKey;
        if (message.Bytes > message.Body.Length)
        {
            properties[BodyBytes] = message.Bytes.ToString(CultureInfo.InvariantCulture);
        }

        return new ParkedMessage(IdOf(message, queue), message.Body, properties, reason, at);
    }

    private static string IdOf(IncomingMessage message, string queue)
    {
        var lasting = new BasicProperties(message.Properties)
        {
            Headers = message.Properties.Headers?.Where(header => !IsOfTheBroker(header.Key)).ToDictionary(),
        };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, text) in ParkedProperties.Write(lasting).OrderBy(property => property.Key, StringComparer.Ordinal).Prepend(new(Queue, queue)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name.Length} {name}{text.Length} {text}"));
        }

        hash.AppendData(message.Body.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static string? HeaderOf(IncomingMessage message, string name) =>
        message.Properties.Headers?.TryGetValue(name, out var value) == true ? HeaderText.Write(value).Text : null;
}
