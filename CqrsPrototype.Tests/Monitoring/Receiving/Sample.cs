using System.Globalization;
using System.Runtime.InteropServices;
using CqrsPrototype.Tests.Telemetry.Otlp;

namespace CqrsPrototype.Tests.Monitoring.Receiving;

/// <summary>A value of a series.</summary>
/// <param name="Series">Its name and labels, as in the text format.</param>
/// <param name="Value">The value.</param>
/// <param name="Milliseconds">When it was taken, since 1970.</param>
internal sealed record Sample(string Series, double Value, long Milliseconds)
{
    private const string ServiceName = "service.name";
    private const string Instance = "service.instance.id";

    /// <summary>What Prometheus makes of a request of <c>/v1/metrics</c>.</summary>
    public static IEnumerable<Sample> Read(ReadOnlyMemory<byte> request)
    {
        foreach (var resource in new ProtoField(0, 0, request).All(1))
        {
            var attributes = Received.Attributes(resource.One(1), 1);
            (string, object?)[] target = [("job", attributes[ServiceName]), ("instance", attributes[Instance])];
            var points = (from scope in resource.All(2)
                          from metric in scope.All(2)
                          from sample in OfMetric(metric, target)
                          select sample).ToList();
            var about = attributes.Where(attribute => attribute.Key is not (ServiceName or Instance)).Select(attribute => (attribute.Key, attribute.Value));
            foreach (var sample in points.Append(Of("target_info", [.. about, .. target], 1, points.Max(point => point.Milliseconds))))
            {
                yield return sample;
            }
        }
    }

    private static IEnumerable<Sample> OfMetric(ProtoField metric, (string, object?)[] target)
    {
        var data = metric.Fields.First(field => field.Number is 5 or 7 or 9);
        var kind = data.Number == 9 ? MetricKind.Histogram : data.Number == 7 && data.One(3).Value == 1 ? MetricKind.Counter : MetricKind.Gauge;
        var name = PrometheusName.Of(metric.One(1).Text, metric.One(3).Text, kind);
        return data.All(1).SelectMany(point => kind == MetricKind.Histogram ? OfHistogram(name, point, target) : [OfNumber(name, point, target)]);
    }

    private static Sample OfNumber(string name, ProtoField point, (string, object?)[] target)
    {
        var value = point.Fields.First(field => field.Number is 4 or 6);
        return Of(name, Labels(point, 7, target), value.Number == 4 ? value.Double : (long)value.Value, At(point));
    }

    private static IEnumerable<Sample> OfHistogram(string name, ProtoField point, (string, object?)[] target)
    {
        var labels = Labels(point, 9, target);
        var counts = MemoryMarshal.Cast<byte, ulong>(point.One(6).Bytes.Span).ToArray();
        var bounds = MemoryMarshal.Cast<byte, double>(point.One(7).Bytes.Span).ToArray();
        var sum = 0UL;
        for (var i = 0; i < counts.Length; i++)
        {
            sum += counts[i];
            var bound = i < bounds.Length ? bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            yield return Of($"{name}_bucket", [.. labels, ("le", bound)], sum, At(point));
        }

        yield return Of($"{name}_count", labels, point.One(4).Value, At(point));
        yield return Of($"{name}_sum", labels, point.One(5).Double, At(point));
    }

    private static (string, object?)[] Labels(ProtoField point, int number, (string, object?)[] target) =>
        [.. Received.Attributes(point, number).Select(attribute => (attribute.Key, attribute.Value)), .. target];

    private static long At(ProtoField point) => (long)(point.One(3).Value / 1_000_000);

    private static Sample Of(string name, (string Name, object? Value)[] labels, double value, long milliseconds)
    {
        var text = labels.Select(label => $"{PrometheusName.OfLabel(label.Name)}=\"{Escape(label.Value)}\"");
        return new Sample($"{name}{{{string.Join(',', text)}}}", value, milliseconds);
    }

    private static string Escape(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture)!
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
