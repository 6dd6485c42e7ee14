namespace CqrsPrototype.Tests.Monitoring.Receiving;

/// <summary>What a metric is to Prometheus. One that goes up and down is a gauge.</summary>
internal enum MetricKind
{
    Gauge,
    Counter,
    Histogram,
}
