using System.Diagnostics;
using CqrsPrototype.EventSourcing.Telemetry;

namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>Tells, in the trace of each command, when its commit gets its place in the log.</summary>
internal static class SequencerSpans
{
    /// <summary>Begins the spans of a page's commits; <see langword="null"/> where none is recorded.</summary>
    public static EventSpans? Start(IReadOnlyList<PageEntry> entries, IReadOnlyList<PendingCommit> scanned)
    {
        if (!EventSourcingTelemetry.Source.HasListeners())
        {
            return null;
        }

        // Two scans may have seen the same commit.
        var contexts = new Dictionary<Slot, string?>(scanned.Count);
        foreach (var commit in scanned)
        {
            contexts[commit.Slot] = commit.TraceParent;
        }

        var spans = EventSpans.Start(EventSourcingTelemetry.Source, "sequence", ActivityKind.Internal, entries, entry => contexts[entry.Slot]);
        for (var i = 0; spans is not null && i < entries.Count; i++)
        {
            var (slot, count) = entries[i];
            spans[i]?.SetTag("cqrs.stream.id", slot.Stream.Value).SetTag("cqrs.stream.version", (slot.Version + (count - 1)).Value);
        }

        return spans;
    }
}
