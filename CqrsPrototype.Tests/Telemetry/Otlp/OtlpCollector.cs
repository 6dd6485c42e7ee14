using System.Collections.Concurrent;
using System.Net;
using CqrsPrototype.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Tests.Telemetry.Otlp;

/// <summary>Takes in, in this process, what others export by OTLP over HTTP.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly ConcurrentQueue<ReceivedLog> _logs = new();
    private readonly ConcurrentQueue<ReceivedPoint> _points = new();

    private OtlpCollector(WebApplication app) => _app = app;

    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    public IReadOnlyList<ReceivedLog> Logs => [.. _logs];

    /// <summary>Every value of every export, oldest first.</summary>
    public IReadOnlyList<ReceivedPoint> Points => [.. _points];

    /// <summary>
    /// What a process must be told so that it exports here, and soon. Another process: instruments are shared by all hosts of one, so that the
    /// tests beside would be told too, and their clients would send trace contexts of their own.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var collector = new OtlpCollector(app);
        app.Run(collector.TakeAsync);
        await app.StartAsync(Cancel);
        return collector;
    }

    /// <summary>Waits until the trace is whole and has spans of these names, and gives all that it has.</summary>
    public async Task<IReadOnlyList<ReceivedSpan>> TraceAsync(string trace, params string[] names)
    {
        IReadOnlyList<ReceivedSpan> spans = [];
        await Eventually.Until($"the trace is whole and has the spans {string.Join(", ", names)}", () =>
        {
            spans = [.. _spans.Where(span => span.Trace == trace)];
            return spans.IsWhole() && names.All(name => spans.Any(span => span.Name == name));
        });
        return spans;
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
        var request = body.ToArray();
        switch (http.Request.Path.Value)
        {
            case "/v1/traces":
                Keep(_spans, ReceivedSpan.Read(request));
                break;
            case "/v1/logs":
                Keep(_logs, ReceivedLog.Read(request));
                break;
            case "/v1/metrics":
                Keep(_points, ReceivedPoint.Read(request));
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
        }

        http.Response.ContentType = "application/x-protobuf";
    }

    private static void Keep<T>(ConcurrentQueue<T> all, IEnumerable<T> received)
    {
        foreach (var one in received)
        {
            all.Enqueue(one);
        }
    }
}
