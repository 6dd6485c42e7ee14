using CqrsPrototype.Tests.Telemetry.Otlp;

namespace CqrsPrototype.Tests.Telemetry;

/// <summary>Traces as tests look at them.</summary>
internal static class Traces
{
    private const string Caller = "00f067aa0ba902b7";

    /// <summary>A new trace that a caller has begun and records.</summary>
    public static (string Trace, string TraceParent) Begin(bool recorded = true)
    {
        var trace = Guid.NewGuid().ToString("N");
        return (trace, $"00-{trace}-{Caller}-{(recorded ? "01" : "00")}");
    }

    /// <summary>Whether the parent of each span is there too. Spans come when they end, so a parent may come after its children.</summary>
    public static bool IsWhole(this IReadOnlyList<ReceivedSpan> trace) =>
        trace.All(span => span.Parent == Caller || trace.Any(other => other.Id == span.Parent));

    /// <summary>The names of the spans from the caller's to each of that name, one below the other. Whatever is done at least once may be there twice.</summary>
    public static IReadOnlyList<string> PathsTo(this IReadOnlyList<ReceivedSpan> trace, string name) =>
        [.. trace.Where(span => span.Name == name).Select(trace.PathTo)];

    /// <summary>The same for one span.</summary>
    public static string PathTo(this IReadOnlyList<ReceivedSpan> trace, ReceivedSpan span) =>
        span.Parent == Caller ? span.Name : $"{trace.PathTo(trace.Single(other => other.Id == span.Parent))} > {span.Name}";
}
