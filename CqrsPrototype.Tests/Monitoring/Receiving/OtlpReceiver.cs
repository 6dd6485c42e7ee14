using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Tests.Monitoring.Receiving;

/// <summary>
/// Stands in for the OTLP receiver of Prometheus, which Debian's build of Prometheus lacks: takes metrics in, and has them scraped with the
/// time at which they were taken, so that a series that comes no more goes stale as one that is pushed.
/// </summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Sample> _newest = new();

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>Where it is pushed to.</summary>
    public string Endpoint => $"{_app.Urls.Single()}/v1/metrics";

    /// <summary>Where it is scraped, at <c>/metrics</c>.</summary>
    public string Target => new Uri(_app.Urls.Single()).Authority;

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.Run(http => http.Request.Path == "/v1/metrics" ? receiver.TakeAsync(http) : receiver.GiveAsync(http));
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        foreach (var sample in Sample.Read(body.ToArray()))
        {
            _newest[sample.Series] = sample;
        }

        http.Response.ContentType = "application/x-protobuf";
    }

    private Task GiveAsync(HttpContext http)
    {
        http.Response.ContentType = "text/plain; version=0.0.4";
        return http.Response.WriteAsync(
            string.Concat(_newest.Values.OrderBy(sample => sample.Series, StringComparer.Ordinal)
                .Select(sample => string.Create(CultureInfo.InvariantCulture, $"{sample.Series} {sample.Value} {sample.Milliseconds}\n"))),
            http.RequestAborted);
    }
}
