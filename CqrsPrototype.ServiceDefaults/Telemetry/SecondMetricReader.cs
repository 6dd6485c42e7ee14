using CqrsPrototype.ServiceDefaults.Starting;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace CqrsPrototype.ServiceDefaults.Telemetry;

/// <summary>
/// Sends metrics to Prometheus too, where somebody else gets them already, as Aspire's dashboard does. Where nobody does, OpenTelemetry's own
/// setting for the endpoint of metrics is enough.
/// </summary>
internal static class SecondMetricReader
{
    /// <summary>The setting: the address of the OTLP receiver; as an environment variable <c>Telemetry__Prometheus</c>.</summary>
    private const string Setting = "Telemetry:Prometheus";

    /// <summary>Adds it if a host has configured it.</summary>
    /// <exception cref="StartException">It is no address.</exception>
    public static MeterProviderBuilder AddPrometheus(this MeterProviderBuilder metrics, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[Setting]))
        {
            return metrics;
        }

        if (!Uri.TryCreate(configuration[Setting], UriKind.Absolute, out var receiver) || receiver.Scheme is not ("http" or "https"))
        {
            throw new StartException($"Telemetry__Prometheus is '{configuration[Setting]}': give the address of an OTLP receiver, such as http://localhost:9090/api/v1/otlp/v1/metrics.");
        }

        var exporter = new OtlpMetricExporter(new OtlpExporterOptions { Endpoint = receiver, Protocol = OtlpExportProtocol.HttpProtobuf });
        return metrics.AddReader(new PeriodicExportingMetricReader(exporter, Interval(configuration)));
    }

    private static int Interval(IConfiguration configuration) =>
        NumberSetting.Read(configuration, TelemetryExtensions.MetricInterval, TelemetryExtensions.DefaultMetricInterval, 1, int.MaxValue, ": give a number of milliseconds.");
}
