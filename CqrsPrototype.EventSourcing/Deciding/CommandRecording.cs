using System.Diagnostics;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Telemetry;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>One command as telemetry tells it: its span, and how long it took to come to which outcome.</summary>
internal sealed class CommandRecording : IDisposable
{
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly string _aggregate;
    private readonly string _command;
    private readonly Activity? _span;
    private int _attempts;

    public CommandRecording(string aggregate, string command, StreamId stream)
    {
        (_aggregate, _command) = (aggregate, command);
        _span = EventSourcingTelemetry.StartWithin("command", command);
        _span?.SetTag("cqrs.aggregate.name", aggregate).SetTag("cqrs.command.name", command).SetTag("cqrs.stream.id", stream.Value);
    }

    /// <summary>What became of it.</summary>
    public string Outcome { get; set; } = "failed";

    /// <summary>It is decided, once more.</summary>
    public void Attempt() => _attempts++;

    /// <summary>It ended with an exception.</summary>
    public void Fail(Exception exception)
    {
        Outcome = exception switch
        {
            OverloadedException => "overloaded",
            EventStoreUnavailableException => "unavailable",
            OperationCanceledException => "cancelled",
            _ => "failed",
        };
        _span?.Fail(exception);
    }

    /// <summary>Another command came first.</summary>
    public static void Conflict(string aggregate) =>
        Instruments.CommandConflicts.Add(1, new KeyValuePair<string, object?>("cqrs.aggregate.name", aggregate));

    public void Dispose()
    {
        // Also where there was none, so that the series is there before the first.
        var aggregate = new KeyValuePair<string, object?>("cqrs.aggregate.name", _aggregate);
        Instruments.CommandConflicts.Add(0, aggregate);
        Instruments.CommandRetries.Add(Math.Max(0, _attempts - 1), aggregate);
        Instruments.CommandDuration.Record(
            Stopwatch.GetElapsedTime(_begin).TotalSeconds,
            aggregate, new("cqrs.command.name", _command), new("cqrs.command.outcome", Outcome));
        _span?.SetTag("cqrs.command.outcome", Outcome).SetTag("cqrs.command.attempts", _attempts).Dispose();
    }
}
