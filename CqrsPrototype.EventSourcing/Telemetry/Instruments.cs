using System.Diagnostics.Metrics;

namespace CqrsPrototype.EventSourcing.Telemetry;

/// <summary>All that the mechanism counts and times, but for what <see cref="FlowMonitor"/> reads from the stores. docs/telemetry.md describes it.</summary>
internal static class Instruments
{
    private static readonly double[] Seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
    private static readonly int[] Sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

    private static readonly Meter Meter = new(EventSourcingTelemetry.Name);

    public static readonly Histogram<double> CommandDuration = Duration(
        "cqrs.command.duration", "From a command's arrival until its answer is durable; its count is that of commands.");

    public static readonly Counter<long> CommandConflicts = Meter.CreateCounter<long>(
        "cqrs.command.conflicts", "{conflict}", "Appends that lost a race for their place in the stream.");

    public static readonly Counter<long> CommandRetries = Meter.CreateCounter<long>(
        "cqrs.command.retries", "{retry}", "Attempts beyond the first of a command.");

    public static readonly Histogram<double> AppendDuration = Duration(
        "cqrs.append.duration", "How long the store takes to make one group of commits durable.");

    public static readonly Histogram<int> AppendGroupSize = Size(
        "cqrs.append.group.size", "{commit}", "Commits that were written together.");

    public static readonly Histogram<int> SequencerPageSize = Size(
        "cqrs.sequencer.page.size", "{commit}", "Commits that got their place in the log together.");

    public static readonly Histogram<double> ProjectionDelay = Duration(
        "cqrs.projection.delay", "From an event's decision until its view was durable.");

    public static readonly Histogram<double> ProjectionDuration = Duration(
        "cqrs.projection.duration", "From taking a batch until its views were durable.");

    public static readonly Histogram<int> ProjectionBatchSize = Size(
        "cqrs.projection.batch.size", "{event}", "Events that were projected together.");

    public static readonly Counter<long> ProjectionEvents = Meter.CreateCounter<long>(
        "cqrs.projection.events", "{event}", "Events by what became of them.");

    public static readonly Counter<long> ProjectionGaps = Meter.CreateCounter<long>(
        "cqrs.projection.gaps", "{gap}", "Gaps that were closed by reading a stream.");

    public static readonly Counter<long> ProjectionConflicts = Meter.CreateCounter<long>(
        "cqrs.projection.conflicts", "{conflict}", "Batches that were folded again because another process had written one of their views.");

    public static readonly Counter<long> ProjectionMended = Meter.CreateCounter<long>(
        "cqrs.projection.mended", "{view}", "Views that the log had to bring up because their queue did not.");

    public static readonly UpDownCounter<long> ViewWaiters = Meter.CreateUpDownCounter<long>(
        "cqrs.view.waiters", "{reader}", "Readers that wait for their own writes.");

    private static Histogram<double> Duration(string name, string description) =>
        Meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    private static Histogram<int> Size(string name, string unit, string description) =>
        Meter.CreateHistogram(name, unit, description, advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = Sizes });
}
