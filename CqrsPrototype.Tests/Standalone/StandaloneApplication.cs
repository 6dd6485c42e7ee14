using System.Net.Http.Headers;
using System.Text;
using CqrsPrototype.Standalone;
using CqrsPrototype.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>The real standalone host in this process, with ports and data of its own.</summary>
public sealed class StandaloneApplication : IAsyncDisposable
{
    // A busy machine may need more than the 5 s that a reader who says nothing waits for a version.
    private static readonly (string Name, string Value) Patience = ("Prefer", "wait=30");

    private readonly TemporaryDirectory _directory;
    private WebApplication _app;

    private StandaloneApplication(WebApplication app, TemporaryDirectory directory, int[] ports)
    {
        (_app, _directory, Ports) = (app, directory, ports);
        Listen();
        Commands = Client(ports[0]);
        Queries = Client(ports[1]);
        Gateway = Client(ports[2]);
    }

    public int[] Ports { get; }

    public HttpClient Commands { get; }

    public HttpClient Queries { get; }

    public HttpClient Gateway { get; }

    public string EventFile => Path.Combine(_directory.Path, "cqrs.db");

    public string ViewFile => Path.Combine(_directory.Path, "views.db");

    public IServiceProvider Services => _app.Services;

    /// <summary>What the host has logged as an error since it was started the last time.</summary>
    internal ErrorLog Log { get; private set; } = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts the host.</summary>
    /// <param name="settings">Settings beside ports and data, as arguments of the command line.</param>
    public static async Task<StandaloneApplication> StartAsync(params string[] settings)
    {
        var (directory, ports) = (new TemporaryDirectory(), FreePorts.Take(3));
        return new StandaloneApplication(await StartAsync(directory, ports, settings), directory, ports);
    }

    /// <summary>Stops the host and starts it again on the same data, or on what is made of it meanwhile.</summary>
    public async Task RestartAsync(Func<Task>? meanwhile = null)
    {
        await StopAsync();
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        _app = await StartAsync(_directory, Ports);
        Listen();
    }

    /// <summary>Lets the host, when it is stopped, wait for its requests as long as it takes: one that has no end of its own is seen then.</summary>
    public void HaveTimeToStop() => _app.HaveTimeToStop();

    public Task<HttpResponseMessage> PostAsync(string body, params (string Name, string Value)[] headers) =>
        SendAsync(Commands, HttpMethod.Post, "/users", body, headers);

    public Task<HttpResponseMessage> CreateAsync(string email, string name = "Ada Lovelace", params (string Name, string Value)[] headers) =>
        PostAsync($$"""{"email":"{{email}}","name":"{{name}}"}""", headers);

    public Task<HttpResponseMessage> PutAsync(string email, string name, params (string Name, string Value)[] headers) =>
        SendAsync(Commands, HttpMethod.Put, $"/users/{email}", $$"""{"name":"{{name}}"}""", headers);

    public Task<HttpResponseMessage> DeleteAsync(string email, params (string Name, string Value)[] headers) =>
        SendAsync(Commands, HttpMethod.Delete, $"/users/{email}", null, headers);

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(Queries, HttpMethod.Get, path, null, headers);

    public static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        // The path goes out as it stands in the test: without this, the client would tidy up percent signs.
        var target = new Uri(client.BaseAddress + path[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(method, target);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        var waits = method == HttpMethod.Get && path.Contains("minVersion=", StringComparison.Ordinal) && headers.All(header => header.Name != Patience.Name);
        foreach (var (name, value) in waits ? [Patience, .. headers] : headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { Commands, Queries, Gateway })
        {
            client.Dispose();
        }

        await StopAsync();
        _directory.Dispose();
    }

    private void Listen() => _app.Services.GetRequiredService<ILoggerFactory>().AddProvider(Log = new ErrorLog());

    private async Task StopAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static async Task<WebApplication> StartAsync(TemporaryDirectory directory, int[] ports, params string[] settings)
    {
        var app = StandaloneHost.Create(
            [$"--Ports:Command={ports[0]}", $"--Ports:Query={ports[1]}", $"--Ports:Gateway={ports[2]}", $"--Data:Directory={directory.Path}",
                "--ConnectionStrings:mongodb=", "--ConnectionStrings:messaging=", .. settings]);
        await app.StartAsync(Cancel);
        return app;
    }

    private static HttpClient Client(int port) => new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
}
