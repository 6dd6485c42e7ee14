using System.Diagnostics;
using CqrsPrototype.ServiceDefaults.Telemetry;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry.Trace;

namespace CqrsPrototype.Tests.ServiceDefaults;

public sealed class TraceBeginSamplerTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly TraceBeginSampler _sampler;

    public TraceBeginSamplerTests() => _sampler = new TraceBeginSampler(perSecond: 3, _time);

    [Fact]
    public void Of_many_requests_in_a_second_only_so_many_begin_a_trace_and_in_the_next_second_as_many_again()
    {
        Enumerable.Range(0, 10).Count(_ => Begins(ActivityKind.Server)).Should().Be(3);

        _time.Advance(TimeSpan.FromSeconds(1));

        Enumerable.Range(0, 10).Count(_ => Begins(ActivityKind.Server)).Should().Be(3);
    }

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, true)]
    [InlineData(ActivityTraceFlags.None, false)]
    public void A_batch_begins_a_trace_if_something_in_it_is_recorded(ActivityTraceFlags flags, bool begins)
    {
        var unrecorded = new ActivityLink(Context(ActivityTraceFlags.None));

        Begins(ActivityKind.Internal, unrecorded, new ActivityLink(Context(flags))).Should().Be(begins);
    }

    [Fact]
    public void What_a_process_does_by_itself_begins_none() => Begins(ActivityKind.Client).Should().BeFalse();

    private static ActivityContext Context(ActivityTraceFlags flags) => new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags);

    private bool Begins(ActivityKind kind, params ActivityLink[] links) =>
        _sampler.ShouldSample(new SamplingParameters(default, ActivityTraceId.CreateRandom(), "name", kind, null, links)).Decision == SamplingDecision.RecordAndSample;
}
