using System.Net.Http.Headers;
using System.Text;
using CqrsPrototype.Tests.Support;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>A virtual host of a test's own on the real broker, gone with it. The broker's management API makes it.</summary>
internal sealed class VirtualHost : IAsyncDisposable
{
    private const int DefaultManagementPort = 15672;

    private readonly HttpClient _management;

    private VirtualHost(HttpClient management, string name) => (_management, Name) = (management, name);

    public string Name { get; }

    public static async Task<VirtualHost> CreateAsync()
    {
        var broker = new ConnectionFactory { Uri = new Uri(Servers.Messaging) };
        var port = int.TryParse(Environment.GetEnvironmentVariable("RABBITMQ_MANAGEMENT_PORT"), out var set) ? set : DefaultManagementPort;
        var host = new VirtualHost(new HttpClient { BaseAddress = new Uri($"http://{broker.HostName}:{port}/api/") }, $"test_{Guid.NewGuid():N}");
        host._management.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{broker.UserName}:{broker.Password}")));
        (await host._management.PutAsync($"vhosts/{host.Name}", null)).EnsureSuccessStatusCode();
        return host;
    }

    /// <summary>A factory of connections to it, as a host's settings would give.</summary>
    /// <param name="port">Another port, such as that of a proxy.</param>
    public ConnectionFactory Connections(int? port = null)
    {
        var factory = new ConnectionFactory { Uri = new Uri(Servers.Messaging), VirtualHost = Name };
        factory.Port = port ?? factory.Port;
        return factory;
    }

    public async ValueTask DisposeAsync()
    {
        (await _management.DeleteAsync($"vhosts/{Name}")).EnsureSuccessStatusCode();
        _management.Dispose();
    }
}
