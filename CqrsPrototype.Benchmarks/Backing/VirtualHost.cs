using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using RabbitMQ.Client;

namespace CqrsPrototype.Benchmarks.Backing;

/// <summary>A virtual host of a measurement's own, gone with it. The broker's management API makes it.</summary>
internal sealed class VirtualHost : IAsyncDisposable
{
    private const string PortVariable = "RABBITMQ_MANAGEMENT_PORT";
    private const int DefaultPort = 15672;

    private readonly HttpClient _management;
    private readonly string _name;

    private VirtualHost(HttpClient management, string name, Uri address) => (_management, _name, Address) = (management, name, address);

    /// <summary>Where it is, as an AMQP URI.</summary>
    public Uri Address { get; }

    public static async Task<VirtualHost> CreateAsync(string messaging, string name, CancellationToken cancellationToken)
    {
        var broker = new ConnectionFactory { Uri = new Uri(messaging) };
        var port = int.TryParse(Environment.GetEnvironmentVariable(PortVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : DefaultPort;
        var management = new HttpClient { BaseAddress = new Uri($"http://{broker.HostName}:{port}/api/") };
        management.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{broker.UserName}:{broker.Password}")));
        using var response = await management.PutAsync($"vhosts/{name}", null, cancellationToken);
        response.EnsureSuccessStatusCode();
        return new VirtualHost(management, name, new UriBuilder(messaging) { Path = name }.Uri);
    }

    public async ValueTask DisposeAsync()
    {
        using var response = await _management.DeleteAsync($"vhosts/{_name}");
        response.EnsureSuccessStatusCode();
        _management.Dispose();
    }
}
