using System.Diagnostics;
using OpenTelemetry.Trace;

namespace CqrsPrototype.ServiceDefaults.Telemetry;

/// <summary>Decides whether a trace begins: with a request, up to a number a second; and with work on a batch if something in it is recorded.</summary>
/// <remarks>What a process does by itself, such as polling a database, begins none: there would be thousands without a story.</remarks>
/// <param name="perSecond">Most requests that begin a trace in a second.</param>
/// <param name="time">Only its own monotonic time is compared.</param>
internal sealed class TraceBeginSampler(int perSecond, TimeProvider time) : Sampler
{
    private readonly Lock _lock = new();
    private long _second;
    private int _begun;

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) => new(samplingParameters.Kind switch
    {
        ActivityKind.Server => MayBegin(),
        _ => samplingParameters.Links?.Any(link => link.Context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded)) ?? false,
    });

    private bool MayBegin()
    {
        var second = time.GetTimestamp() / time.TimestampFrequency;
        lock (_lock)
        {
            if (second != _second)
            {
                (_second, _begun) = (second, 0);
            }

            return ++_begun <= perSecond;
        }
    }
}
