using CqrsPrototype.Tests.Monitoring.Receiving;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>The names by which Prometheus's own receiver stores what it gets.</summary>
public sealed class PrometheusNameTests
{
    // By the rules of github.com/prometheus/otlptranslator, which the receiver uses.
    [Theory]
    [InlineData("http.server.request.duration", "s", "Histogram", "http_server_request_duration_seconds")]
    [InlineData("requests.count", "1", "Counter", "requests_count_total")]
    [InlineData("memory.usage", "By", "Gauge", "memory_usage_bytes")]
    [InlineData("cpu.utilization", "1", "Gauge", "cpu_utilization_ratio")]
    [InlineData("dotnet.gc.pause.time", "s", "Counter", "dotnet_gc_pause_time_seconds_total")]
    [InlineData("dotnet.gc.collections", "{collection}", "Counter", "dotnet_gc_collections_total")]
    [InlineData("queue.seconds", "s", "Gauge", "queue_seconds")]
    [InlineData("dotnet.gc.heap.total_allocated", "By", "Counter", "dotnet_gc_heap_allocated_bytes_total")]
    public void Dots_become_underscores_and_units_and_total_are_appended(string name, string unit, string kind, string expected) =>
        PrometheusName.Of(name, unit, Enum.Parse<MetricKind>(kind)).Should().Be(expected);
}
