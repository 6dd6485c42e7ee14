using System.Diagnostics;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Telemetry;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>Appends to one stream, each sent behind the one before without waiting for it; the first builds on what was loaded.</summary>
internal sealed class AppendChain
{
    private volatile bool _broken;

    /// <summary>One of them was not stored, or nobody knows: none of those behind it will be, so nobody may build on them.</summary>
    public bool IsBroken => _broken;

    /// <summary>Sends the next; whatever goes wrong comes with the task.</summary>
    public async Task<AppendResult> SendAsync(IEventStore store, Commit commit)
    {
        using var span = EventSourcingTelemetry.StartWithin("append", commit.Stream.Category.ToString());
        try
        {
            // Not cancelled with its command: those behind it depend on it.
            var result = await store.AppendAsync(span is null ? commit : Traced(commit, span), CancellationToken.None);
            _broken |= result != AppendResult.Appended;
            if (result == AppendResult.Conflict)
            {
                CommandRecording.Conflict(commit.Stream.Category.ToString());
            }

            return result;
        }
        catch (Exception exception)
        {
            _broken = true;
            span?.Fail(exception);
            throw;
        }
    }

    // What follows from the events goes on in the trace where they came from.
    private static Commit Traced(Commit commit, Activity span)
    {
        span.SetTag("cqrs.stream.id", commit.Stream.Value).SetTag("cqrs.stream.version", commit.Last.Value);
        return commit with { Metadata = commit.Metadata with { TraceParent = span.Id } };
    }
}
