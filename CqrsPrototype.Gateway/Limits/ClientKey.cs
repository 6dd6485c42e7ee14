using System.Net;

namespace CqrsPrototype.Gateway.Limits;

/// <summary>Whom a limit counts as one client.</summary>
internal static class ClientKey
{
    private const int SubscriberBytes = 8;

    /// <summary>The IPv4 address that a connection comes from, or the /64 of its IPv6 address, of which a subscriber has all addresses.</summary>
    public static string Of(HttpContext http) => Of(http.Connection.RemoteIpAddress);

    internal static string Of(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, SubscriberBytes)),
        _ => address.ToString(),
    };
}
