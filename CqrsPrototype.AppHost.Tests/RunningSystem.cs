using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace CqrsPrototype.AppHost.Tests;

/// <summary>Everything that the AppHost starts, but for the monitoring, with two projectors, on volumes of its own; started once for all tests. Needs a Docker engine.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    // The first time, images are loaded.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private DistributedApplication? _app;
    private HttpClient? _gateway;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DistributedApplication App => _app ?? throw new InvalidOperationException("It has not been started.");

    private HttpClient Gateway => _gateway ?? throw new InvalidOperationException("It has not been started.");

    public async ValueTask InitializeAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.CqrsPrototype_AppHost>(
            ["--Monitoring=false", $"--Volumes=cqrs-test-{Guid.NewGuid():N}", "--Replicas:projector=2"], limit.Token);
        _app = await builder.BuildAsync(limit.Token);
        await _app.StartAsync(limit.Token);
        foreach (var resource in new[] { "commandapi", "queryapi", "projector", "gateway" })
        {
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(resource, limit.Token);
        }

        _gateway = _app.CreateHttpClient("gateway", "http");
        _gateway.Timeout = Limit;
    }

    public Task<HttpResponseMessage> CreateAsync(string email, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/users") { Content = JsonContent.Create(new { email, name = "Ada Lovelace" }) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return Gateway.SendAsync(request, Cancel);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null) =>
        Gateway.SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) }, Cancel);

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

    /// <summary>Stops a server, does something, and starts it again.</summary>
    public async Task WithoutAsync(string server, Func<Task> meanwhile)
    {
        await RunAsync(server, KnownResourceCommands.StopCommand);
        try
        {
            await meanwhile();
        }
        finally
        {
            await RunAsync(server, KnownResourceCommands.StartCommand);
            await App.ResourceNotifications.WaitForResourceHealthyAsync(server, Cancel).WaitAsync(Limit, Cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _gateway?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    private async Task RunAsync(string resource, string command)
    {
        var result = await App.ResourceCommands.ExecuteCommandAsync(resource, command, Cancel);
        result.Success.Should().BeTrue($"{command} of {resource} was asked for");
    }
}
