using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Connecting;

/// <summary>Where the broker is and who asks, as far as it may be told.</summary>
internal sealed record BrokerAddress(string Host, string User, string VirtualHost)
{
    public static BrokerAddress Of(IConnectionFactory factory) =>
        new(factory.Uri is { } uri ? $"{uri.Host}:{uri.Port}" : "?", factory.UserName, factory.VirtualHost);

    public override string ToString() => Host;
}
