using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Instrumentation.Http;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CqrsPrototype.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs by OTLP; docs/telemetry.md describes them.</summary>
internal static class TelemetryExtensions
{
    /// <summary>How often metrics are sent, in milliseconds.</summary>
    public const string MetricInterval = "OTEL_METRIC_EXPORT_INTERVAL";

    /// <summary>Alerts want to know within a minute; the standard's 60 s would be too seldom.</summary>
    public const int DefaultMetricInterval = 10_000;

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // What the product's own sources and meters begin with.
    private const string Own = "CqrsPrototype.*";

    // The driver is not referenced here; where there is none, nobody uses its source.
    private const string Database = "MongoDB.Driver";

    // The exporter repeats by itself, and tells nobody of each attempt.
    private static readonly string[] Exporters = ["OtlpTraceExporter", "OtlpMetricExporter", "OtlpLogExporter"];

    /// <summary>Exports everything when an endpoint is configured; without one nothing is collected, and it costs nothing.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            return;
        }

        builder.Configuration[MetricInterval] ??= $"{DefaultMetricInterval}";
        builder.Logging.AddOpenTelemetry(logging => logging.IncludeFormattedMessage = true);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.Clear().AddService(builder.Environment.ApplicationName).AddTelemetrySdk().AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing
                .SetSampler(new ParentBasedSampler(new TraceBeginSampler(TraceLimit.From(builder.Configuration), TimeProvider.System)))
                .AddSource(builder.Environment.ApplicationName, Own, Database)
                .AddAspNetCoreInstrumentation(Requests)
                .AddHttpClientInstrumentation(Calls))
            .WithMetrics(metrics => metrics
                .SetExemplarFilter(ExemplarFilterType.TraceBased)
                .AddMeter(Own)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheus(builder.Configuration))
            .UseOtlpExporter();
        foreach (var exporter in Exporters)
        {
#pragma warning disable EXTEXP0001 // For evaluation only; it is one line, and what else takes the default handlers away is more.
            builder.Services.AddHttpClient(exporter).RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        }
    }

    // A path holds an e-mail address: its route takes its place.
    private static void Requests(AspNetCoreTraceInstrumentationOptions options)
    {
        options.Filter = context => !DefaultEndpoints.AreFor(context.Request.Path);
        options.EnrichWithHttpResponse = (span, _) => span.SetTag("url.path", span.GetTagItem("http.route"));
    }

    private static void Calls(HttpClientTraceInstrumentationOptions options) =>
        options.EnrichWithHttpRequestMessage = (span, request) => span.SetTag("url.full", request.RequestUri?.GetLeftPart(UriPartial.Authority));
}
