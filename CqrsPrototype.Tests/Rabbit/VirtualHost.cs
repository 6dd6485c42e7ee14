using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CqrsPrototype.Tests.Support;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>A virtual host of a test's own on the real broker, gone with it. The broker's management API makes it.</summary>
internal sealed class VirtualHost : IAsyncDisposable
{
    private readonly HttpClient _management;
    private IConnection? _connection;

    private VirtualHost(HttpClient management, string name) => (_management, Name) = (management, name);

    public string Name { get; }

    public static async Task<VirtualHost> CreateAsync()
    {
        var broker = new ConnectionFactory { Uri = new Uri(Servers.Messaging) };
        var host = new VirtualHost(new HttpClient { BaseAddress = new Uri($"http://{broker.HostName}:{Servers.ManagementPort}/api/") }, $"test_{Guid.NewGuid():N}");
        host._management.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{broker.UserName}:{broker.Password}")));
        try
        {
            (await host._management.PutAsync($"vhosts/{host.Name}", null)).EnsureSuccessStatusCode();
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            Assert.Skip($"No management API of RabbitMQ on port {Servers.ManagementPort}: enable the plugin, or set RABBITMQ_MANAGEMENT_PORT, to run this test.");
        }

        return host;
    }

    /// <summary>A factory of connections to it, as a host's settings would give.</summary>
    /// <param name="port">Another port, such as that of a proxy.</param>
    public ConnectionFactory Connections(int? port = null)
    {
        var factory = new ConnectionFactory { Uri = new Uri(Servers.Messaging), VirtualHost = Name };
        factory.Port = port ?? factory.Endpoint.Port;
        return factory;
    }

    /// <summary>How a queue stands; <see langword="null"/> where there is none.</summary>
    public async Task<QueueDeclareOk?> QueueAsync(string name)
    {
        _connection ??= await Connections().CreateConnectionAsync();
        await using var channel = await _connection.CreateChannelAsync();
        try
        {
            return await channel.QueueDeclarePassiveAsync(name);
        }
        catch (OperationInterruptedException absent) when (absent.ShutdownReason?.ReplyCode == 404)
        {
            return null;
        }
    }

    /// <summary>A proxy in front of the broker.</summary>
    public TcpProxy Proxy()
    {
        var broker = Connections();
        return new TcpProxy(broker.HostName, broker.Endpoint.Port);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        await Eventually.Until("the virtual host is gone", async () =>
        {
            using var answer = await _management.DeleteAsync($"vhosts/{Name}");
            return answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.NotFound;
        });
        _management.Dispose();
    }
}
