using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Drill.Checking;

/// <summary>Compares what clients were told with the event store, the log, the wire and the views.</summary>
internal static class Checker
{
    /// <summary>All that is wrong; empty if all is well.</summary>
    public static IReadOnlyList<Violation> Check(DrillEvidence evidence)
    {
        var history = new History(evidence);
        return
        [
            .. CommandChecks.Check(evidence, history),
            .. OrderChecks.Check(evidence, history),
            .. ReadChecks.Check(evidence, history),
            .. StreamChecks.Check(evidence, history),
            .. LogChecks.Check(evidence, history),
            .. WireChecks.Check(evidence, history),
            .. ViewChecks.Check(evidence, history),
            .. evidence.Misbehaviour.Select(what => new Violation(Rule.ProcessMisbehaved, what)),
        ];
    }
}
