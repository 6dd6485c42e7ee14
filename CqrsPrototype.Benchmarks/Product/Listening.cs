using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CqrsPrototype.Benchmarks.Product;

/// <summary>Exports what the product in this process tells, until it is disposed.</summary>
internal sealed class Listening : IDisposable
{
    private const string Own = "CqrsPrototype.*";

    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;

    public Listening(Uri collector)
    {
        void Export(OtlpExporterOptions options, string signal) =>
            (options.Protocol, options.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri(collector, $"/v1/{signal}"));

        _metrics = Sdk.CreateMeterProviderBuilder().AddMeter(Own).AddOtlpExporter(options => Export(options, "metrics")).Build();
        _traces = Sdk.CreateTracerProviderBuilder().AddSource(Own).AddOtlpExporter(options => Export(options, "traces")).Build();
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _traces.Dispose();
    }
}
