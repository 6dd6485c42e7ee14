using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using CqrsPrototype.Tests.Telemetry.Otlp;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CqrsPrototype.AppHost.Tests;

/// <summary>Everything that the AppHost starts, but for the monitoring, with two projectors, on volumes of its own; started once for all tests. Needs a Docker engine.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    // The first time, images are loaded.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private const int Projectors = 2;

    private readonly string _volumes = $"cqrs-test-{Guid.NewGuid():N}";

    private DistributedApplication? _app;
    private HttpClient? _gateway;
    private OtlpCollector? _collector;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DistributedApplication App => _app ?? throw new InvalidOperationException("It has not been started.");

    private HttpClient Gateway => _gateway ?? throw new InvalidOperationException("It has not been started.");

    /// <summary>Gets the traces of all services.</summary>
    internal OtlpCollector Collector => _collector ?? throw new InvalidOperationException("It has not been started.");

    public async ValueTask InitializeAsync()
    {
        _collector = await OtlpCollector.StartAsync();
        using var limit = new CancellationTokenSource(StartLimit);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CqrsPrototype_AppHost>(
            ["--Monitoring=false", $"--Volumes={_volumes}", $"--Replicas:projector={Projectors}"], limit.Token);
        foreach (var service in builder.Resources.OfType<ProjectResource>().ToList())
        {
            builder.CreateResourceBuilder(service).WithEnvironment(context => ExportTo(_collector, context));
        }

        _app = await builder.BuildAsync(limit.Token);
        await _app.StartAsync(limit.Token);
        foreach (var resource in new[] { "commandapi", "queryapi", "projector", "gateway" })
        {
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(resource, limit.Token);
        }

        _gateway = _app.CreateHttpClient("gateway", "http");
        _gateway.Timeout = Limit;
    }

    public Task<HttpResponseMessage> CreateAsync(string email, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, "/users", new { email, name = "Ada Lovelace" }, headers);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return Gateway.SendAsync(request, Cancel);
    }

    /// <summary>Reads a user in at least that version, as soon as its view has it.</summary>
    public async Task<JsonNode> ReadAsync(string email, long version)
    {
        using var response = await RepeatAsync(() => SendAsync(HttpMethod.Get, $"/users/{email}?minVersion={version}"));
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Cancel))!;
    }

    /// <summary>Does as clients do who are told to try again: until there is another answer, or too much time has gone by.</summary>
    public static async Task<HttpResponseMessage> RepeatAsync(Func<Task<HttpResponseMessage>> send)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Limit);
        while (true)
        {
            var response = await send().WaitAsync(limit.Token);
            if (response.Headers.RetryAfter?.Delta is not { } pause)
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(pause, TimeProvider.System, limit.Token);
        }
    }

    /// <summary>Stops a server, or one replica of a service, does something, and starts it again.</summary>
    public async Task WithoutAsync(string resource, Func<Task> meanwhile, string? replica = null)
    {
        var id = replica ?? resource;
        await RunAsync(id, KnownResourceCommands.StopCommand);
        try
        {
            await meanwhile();
        }
        finally
        {
            await RunAsync(id, KnownResourceCommands.StartCommand);
            await App.ResourceNotifications.WaitForResourceAsync(
                resource, change => (replica is null || change.ResourceId == replica) && IsWell(change.Snapshot), Cancel).WaitAsync(Limit, Cancel);
        }
    }

    /// <summary>The id of each projector.</summary>
    public async Task<IReadOnlyList<string>> ProjectorsAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Limit);
        var running = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var change in App.ResourceNotifications.WatchAsync(limit.Token))
        {
            if (change.Resource.Name == "projector" && IsWell(change.Snapshot) && running.Add(change.ResourceId) && running.Count == Projectors)
            {
                break;
            }
        }

        return [.. running];
    }

    /// <summary>Runs a command of the dashboard.</summary>
    public async Task RunAsync(string resource, string command)
    {
        var result = await App.ResourceCommands.ExecuteCommandAsync(resource, command, Cancel);
        result.Success.Should().BeTrue($"{command} of {resource} was asked for");
    }

    public async ValueTask DisposeAsync()
    {
        _gateway?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
            await RemoveAsync(["messaging", "mongo"]);
        }

        if (_collector is not null)
        {
            await _collector.DisposeAsync();
        }
    }

    /// <summary>Aspire leaves volumes behind, as it should: they are there to outlive what it runs.</summary>
    private async Task RemoveAsync(IEnumerable<string> servers)
    {
        var engine = Environment.GetEnvironmentVariable("ASPIRE_CONTAINER_RUNTIME") ?? "docker";
        using var removal = Process.Start(engine, ["volume", "rm", .. servers.Select(server => $"{_volumes}-{server}")]);
        await removal.WaitForExitAsync();
    }

    private static bool IsWell(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.Running && snapshot.HealthStatus == HealthStatus.Healthy;

    private static void ExportTo(OtlpCollector collector, EnvironmentCallbackContext context)
    {
        foreach (var (name, value) in collector.Settings)
        {
            context.EnvironmentVariables[name] = value;
        }
    }
}
