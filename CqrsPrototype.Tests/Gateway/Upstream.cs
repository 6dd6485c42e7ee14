using System.Collections.Concurrent;
using CqrsPrototype.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Tests.Gateway;

/// <summary>A service behind the gateway that does what a test wants, and remembers what it was asked for.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Upstream(WebApplication app, int port) => (_app, Port) = (app, port);

    public int Port { get; }

    /// <summary>The targets of the requests that came, as they were sent; without the checks of its health.</summary>
    public ConcurrentQueue<string> Targets { get; } = new();

    /// <summary>How often it was asked how it is.</summary>
    public int Checks { get; private set; }

    /// <summary>Whether it says that it is well.</summary>
    public bool IsWell { get; set; } = true;

    /// <summary>Starts one that answers each request like this.</summary>
    public static async Task<Upstream> StartAsync(RequestDelegate answer)
    {
        var port = FreePorts.Take(1)[0];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var upstream = new Upstream(builder.Build(), port);
        upstream._app.Run(http => upstream.AnswerAsync(http, answer));
        await upstream._app.StartAsync(TestContext.Current.CancellationToken);
        return upstream;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext http, RequestDelegate answer)
    {
        if (http.Request.Path == "/health")
        {
            Checks++;
            http.Response.StatusCode = IsWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        Targets.Enqueue(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        return answer(http);
    }
}
