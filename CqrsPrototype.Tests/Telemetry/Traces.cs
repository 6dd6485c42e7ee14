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

    /// <summary>The names of the spans from the caller's to that one, each the parent of the next. Fails where one of them is missing.</summary>
    public static IReadOnlyList<string> PathTo(this IReadOnlyList<ReceivedSpan> trace, ReceivedSpan span)
    {
        var path = new List<string> { span.Name };
        for (var at = span; at.Parent != Caller; path.Insert(0, at.Name))
        {
            at = trace.FirstOrDefault(other => other.Id == at.Parent)
                ?? throw new InvalidOperationException($"The parent of '{at.Name}' is not in the trace, which has: {string.Join(", ", trace.Select(s => s.Name))}.");
        }

        return path;
    }

    /// <summary>The same for the one span of that name.</summary>
    public static IReadOnlyList<string> PathTo(this IReadOnlyList<ReceivedSpan> trace, string name) =>
        trace.PathTo(trace.Should().ContainSingle(span => span.Name == name).Which);
}
