namespace CqrsPrototype.Tests.Monitoring.Receiving;

/// <summary>How Prometheus names a metric that comes by OTLP, with its default strategy <c>UnderscoreEscapingWithSuffixes</c>.</summary>
internal static class PrometheusName
{
    private static readonly Dictionary<string, string> Units = new()
    {
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["By"] = "bytes",
        ["%"] = "percent",
        ["1"] = "",
    };

    /// <param name="name">The name of the instrument.</param>
    /// <param name="unit">Its unit; what stands in braces is an annotation.</param>
    /// <param name="kind">Its kind.</param>
    public static string Of(string name, string unit, MetricKind kind)
    {
        var words = OfLabel(name).Split('_', StringSplitOptions.RemoveEmptyEntries).ToList();
        var suffix = unit.Contains('{', StringComparison.Ordinal) ? "" : Units.GetValueOrDefault(unit, unit);
        if (suffix.Length > 0 && !words.Contains(suffix))
        {
            words.Add(suffix);
        }

        var last = (kind, unit) switch
        {
            (MetricKind.Counter, _) => "total",
            (MetricKind.Gauge, "1") => "ratio",
            _ => "",
        };
        return string.Join('_', words.Where(word => word != last).Append(last).Where(word => word.Length > 0));
    }

    /// <summary>The label of an attribute.</summary>
    public static string OfLabel(string attribute) => string.Concat(attribute.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
}
