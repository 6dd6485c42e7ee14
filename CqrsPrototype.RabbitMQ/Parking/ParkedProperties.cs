using System.Globalization;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Parking;

/// <summary>Properties and headers of a message as named texts, and back. A header's name stands behind <c>headers.</c>, or <c>headers[type].</c> where it is no string.</summary>
internal static class ParkedProperties
{
    private const string Headers = "headers";

    /// <summary>Writes all that there are.</summary>
    public static Dictionary<string, string> Write(IReadOnlyBasicProperties properties)
    {
        var written = new Dictionary<string, string>();
        Add("content_type", properties.IsContentTypePresent(), properties.ContentType);
        Add("content_encoding", properties.IsContentEncodingPresent(), properties.ContentEncoding);
        Add("delivery_mode", properties.IsDeliveryModePresent(), Number((int)properties.DeliveryMode));
        Add("priority", properties.IsPriorityPresent(), Number(properties.Priority));
        Add("correlation_id", properties.IsCorrelationIdPresent(), properties.CorrelationId);
        Add("reply_to", properties.IsReplyToPresent(), properties.ReplyTo);
        Add("expiration", properties.IsExpirationPresent(), properties.Expiration);
        Add("message_id", properties.IsMessageIdPresent(), properties.MessageId);
        Add("timestamp", properties.IsTimestampPresent(), Number(properties.Timestamp.UnixTime));
        Add("type", properties.IsTypePresent(), properties.Type);
        Add("user_id", properties.IsUserIdPresent(), properties.UserId);
        Add("app_id", properties.IsAppIdPresent(), properties.AppId);
        foreach (var (name, value) in properties.Headers ?? new Dictionary<string, object?>())
        {
            var (type, text) = HeaderText.Write(value);
            written[type.Length == 0 ? $"{Headers}.{name}" : $"{Headers}[{type}].{name}"] = text;
        }

        return written;

        void Add(string name, bool isPresent, string? value)
        {
            if (isPresent)
            {
                written.Add(name, value ?? "");
            }
        }
    }

    /// <summary>Reads them back, but for the user: the broker wants that to be the one who sends.</summary>
    /// <exception cref="FormatException">Somebody has changed the entry by hand.</exception>
    public static BasicProperties Read(IReadOnlyDictionary<string, string> written)
    {
        var properties = new BasicProperties { Headers = new Dictionary<string, object?>() };
        foreach (var (name, text) in written)
        {
            switch (name)
            {
                case "content_type": properties.ContentType = text; break;
                case "content_encoding": properties.ContentEncoding = text; break;
                case "delivery_mode": properties.DeliveryMode = (DeliveryModes)byte.Parse(text, CultureInfo.InvariantCulture); break;
                case "priority": properties.Priority = byte.Parse(text, CultureInfo.InvariantCulture); break;
                case "correlation_id": properties.CorrelationId = text; break;
                case "reply_to": properties.ReplyTo = text; break;
                case "expiration": properties.Expiration = text; break;
                case "message_id": properties.MessageId = text; break;
                case "timestamp": properties.Timestamp = new AmqpTimestamp(long.Parse(text, CultureInfo.InvariantCulture)); break;
                case "type": properties.Type = text; break;
                case "app_id": properties.AppId = text; break;
                default: ReadHeader(properties.Headers, name, text); break;
            }
        }

        return properties;
    }

    private static void ReadHeader(IDictionary<string, object?> headers, string name, string text)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (name.StartsWith(Headers, StringComparison.Ordinal) && dot > 0)
        {
            headers[name[(dot + 1)..]] = HeaderText.Read(name[Headers.Length..dot].Trim('[', ']'), text);
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
