using CqrsPrototype.Gateway;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace CqrsPrototype.Tests.Gateway;

/// <summary>The real gateway in this process, on a port of its own.</summary>
internal sealed class GatewayApplication : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayApplication(WebApplication app, int port)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
    }

    public HttpClient Client { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts it in front of a standalone host, which serves all three services.</summary>
    public static Task<GatewayApplication> StartAsync(StandaloneApplication behind, params string[] settings) =>
        StartAsync(Replicas("commandapi", behind.Ports[0]), Replicas("queryapi", behind.Ports[1]), Replicas("projector", behind.Ports[2]), settings);

    /// <summary>Starts it in front of replicas on this machine.</summary>
    public static async Task<GatewayApplication> StartAsync(params string[][] settings)
    {
        var port = FreePorts.Take(1)[0];
        var app = GatewayHost.Create([$"--urls=http://127.0.0.1:{port}", .. settings.SelectMany(some => some)]);
        await app.StartAsync(Cancel);
        return new GatewayApplication(app, port);
    }

    /// <summary>The settings that say where the replicas of a service are.</summary>
    public static string[] Replicas(string service, params int[] ports) =>
        [.. ports.Select((port, i) => $"--services:{service}:http:{i}=http://127.0.0.1:{port}")];

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        StandaloneApplication.SendAsync(Client, method, path, body, headers);

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Stops it once nothing is under way any more.</summary>
    public Task StopAsync()
    {
        _app.HaveTimeToStop();
        return _app.StopAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
