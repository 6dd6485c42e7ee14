using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Drill.Checking;

/// <summary>What an independent consumer received, against the event store: everything at least once, in stream order but for repetitions.</summary>
internal static class WireChecks
{
    public static IEnumerable<Violation> Check(DrillEvidence evidence, History history)
    {
        var received = evidence.Wire.Select(message => (message.Stream, message.Version)).ToHashSet();
        return
        [
            .. Received(evidence, history),
            .. history.Streams.Values.SelectMany(stream => stream.Events)
                .Where(placed => placed.Position >= evidence.WireCompleteFrom && !received.Contains((placed.Commit.Stream, placed.Version)))
                .Select(placed => new Violation(Rule.EventNeverReceived, $"{placed} at position {placed.Position}")),
        ];
    }

    /// <summary>How many messages were repetitions.</summary>
    public static int Repetitions(IReadOnlyList<WireMessage> wire) => wire.Count - wire.Select(message => (message.Stream, message.Version)).Distinct().Count();

    private static IEnumerable<Violation> Received(DrillEvidence evidence, History history)
    {
        var received = new HashSet<PlacedEvent>(ReferenceEqualityComparer.Instance);
        foreach (var message in evidence.Wire)
        {
            var stream = history.Streams.GetValueOrDefault(message.Stream);
            if (stream?.Find(message.Version) is not { } placed)
            {
                yield return new Violation(Rule.MessageOfNobody, $"{message.RoutingKey} {message.Stream}@{message.Version}");
                continue;
            }

            foreach (var difference in MessageContract.Differences(message, placed))
            {
                yield return new Violation(Rule.MessageDiffersFromEvent, $"{placed}: {difference}");
            }

            if (received.Add(placed) && stream.Find(placed.Version - 1) is { } before && before.Position >= evidence.WireCompleteFrom && !received.Contains(before))
            {
                yield return new Violation(Rule.ReceivedOutOfOrder, $"{placed} came before {before}");
            }
        }
    }
}
