using System.Diagnostics;

namespace CqrsPrototype.EventSourcing.Telemetry;

/// <summary>What the mechanism tells about itself, by the means of <see cref="System.Diagnostics"/>; whoever wants it listens.</summary>
public static class EventSourcingTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "CqrsPrototype.EventSourcing";

    internal static readonly ActivitySource Source = new(Name);

    /// <summary>Notes that a store has made commits durable, all together.</summary>
    /// <param name="system">The product, by the conventions for <c>db.system.name</c>, such as <c>mongodb</c>.</param>
    /// <param name="commits">How many; 1 or more.</param>
    /// <param name="duration">How long that took.</param>
    public static void AppendedGroup(string system, int commits, TimeSpan duration)
    {
        var tag = new KeyValuePair<string, object?>("db.system.name", system);
        Instruments.AppendGroupSize.Record(commits, tag);
        Instruments.AppendDuration.Record(duration.TotalSeconds, tag);
    }

    /// <summary>Makes the trace of an event the current one until it is disposed, so that a line of the log about the event has its id, recorded or not.</summary>
    /// <param name="traceParent">The W3C trace context of the event, if it has one; anything else changes nothing.</param>
    public static Activity? Resume(string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, out _) ? new Activity("resume").SetParentId(traceParent!).Start() : null;

    /// <summary>Begins a span within the one that is current, where that is recorded. What a process does by itself begins no trace.</summary>
    internal static Activity? StartWithin(string what, string aggregate) =>
        Activity.Current is { Recorded: true } && Source.HasListeners() ? Source.StartActivity($"{what} {aggregate}") : null;
}
