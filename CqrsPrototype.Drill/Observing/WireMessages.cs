using System.Globalization;
using System.Text;
using CqrsPrototype.Drill.Evidence;
using RabbitMQ.Client.Events;

namespace CqrsPrototype.Drill.Observing;

/// <summary>Deliveries as text, so that nothing of the client library is left in them.</summary>
internal static class WireMessages
{
    public static WireMessage Read(BasicDeliverEventArgs delivery)
    {
        var properties = delivery.BasicProperties;
        var texts = new Dictionary<string, string>();
        Add("message_id", properties.MessageId);
        Add("type", properties.Type);
        Add("timestamp", properties.IsTimestampPresent() ? properties.Timestamp.UnixTime.ToString(CultureInfo.InvariantCulture) : null);
        Add("content_type", properties.ContentType);
        Add("correlation_id", properties.CorrelationId);
        Add("app_id", properties.AppId);
        Add("delivery_mode", properties.IsDeliveryModePresent() ? ((int)properties.DeliveryMode).ToString(CultureInfo.InvariantCulture) : null);
        foreach (var (name, value) in properties.Headers ?? new Dictionary<string, object?>())
        {
            // The contract says that all of them are strings; those come as bytes.
            Add(name, value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"not a string: {value}");
        }

        return new WireMessage(delivery.RoutingKey, Encoding.UTF8.GetString(delivery.Body.Span), texts);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                texts[name] = value;
            }
        }
    }
}
