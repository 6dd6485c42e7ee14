using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace CqrsPrototype.ServiceDefaults.Starting;

/// <summary>What a service needs to be told, and what it does when it is not told.</summary>
public static class HostSettings
{
    // Images of the SDK set the second one to nothing, which says nothing.
    private static readonly string[] Addresses = ["urls", "http_ports", "https_ports"];

    /// <summary>Listens on a port of the loopback interface, unless <c>ASPNETCORE_URLS</c> or <c>ASPNETCORE_HTTP_PORTS</c> says otherwise.</summary>
    public static void UseDefaultPort(this WebApplicationBuilder builder, int port)
    {
        if (Addresses.All(setting => string.IsNullOrEmpty(builder.Configuration[setting])))
        {
            builder.WebHost.UseUrls($"http://localhost:{port}");
        }
    }

    /// <summary>Makes sure that a connection string is set, and looks like one.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="name">Its name; the environment variable is <c>ConnectionStrings__name</c>.</param>
    /// <param name="example">What one looks like; the schemes that fit begin with its scheme, such as <c>amqp</c> and <c>amqps</c>.</param>
    /// <exception cref="StartException">It is not set, or is none.</exception>
    public static void RequireConnectionString(this WebApplicationBuilder builder, string name, string example)
    {
        var scheme = example[..example.IndexOf("://", StringComparison.Ordinal)];
        var given = builder.Configuration.GetConnectionString(name);
        if (given is null || !given.StartsWith(scheme, StringComparison.Ordinal) || !given.Contains("://", StringComparison.Ordinal))
        {
            throw new StartException(
                $"ConnectionStrings__{name} is {(string.IsNullOrEmpty(given) ? "not set" : "no address of such a server")}: set it to one such as {example}.");
        }
    }
}
