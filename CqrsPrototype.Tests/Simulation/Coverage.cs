using CqrsPrototype.Tests.Simulation.Faults;

namespace CqrsPrototype.Tests.Simulation;

/// <summary>Whether the histories of many seeds have gone everywhere: rules that are never put to the test prove nothing.</summary>
internal sealed class Coverage(Deployment deployment)
{
    private static readonly Fault[] OfReads = [Fault.Before, Fault.After];
    private static readonly Fault[] OfWrites = [Fault.Before, Fault.After, Fault.Late];

    private static readonly string[] Reads =
        ["find key", "load versions", "load views", "log end", "read", "read checkpoint", "read heads", "read log", "read stuck", "read tail"];

    private static readonly string[] Writes = ["advance", "append", "confirm", "report stuck", "save views"];

    private static readonly string[] DistributedReads = ["confirm page", "consume", "predecessors", "read last", "read lease", "scan", "seal", "touch"];

    private static readonly string[] DistributedWrites = ["acknowledge", "beat", "insert page", "mark", "publish", "take lease"];

    // Too seldom for each of their faults to come.
    private static readonly string[] Events = ["deletes the checkpoints", "dies", "purges the queue", "resolve stuck"];

    private static readonly string[] DistributedEvents = ["forges a message", "is killed and loses what is not durable", "withdraw stuck"];

    private readonly HashSet<string> _missing = deployment == Deployment.Embedded
        ? [.. With(OfReads, Reads), .. With(OfWrites, Writes), .. Events]
        : [.. With(OfReads, [.. Reads, .. DistributedReads]), .. With(OfWrites, [.. Writes, .. DistributedWrites]), .. Events, .. DistributedEvents];

    /// <summary>What has not happened in any history.</summary>
    public string Missing => string.Join(", ", _missing);

    /// <summary>How many commands were sent.</summary>
    public int Asked { get; private set; }

    /// <summary>How many of them were answered.</summary>
    public int Answered { get; private set; }

    /// <summary>Adds a history.</summary>
    public void Add(History history)
    {
        _missing.ExceptWith(history.Entries);
        Asked += history.Entries.Count(what => what.StartsWith("asks ", StringComparison.Ordinal));
        Answered += history.Entries.Count(what => what.StartsWith("is answered,", StringComparison.Ordinal));
    }

    private static IEnumerable<string> With(Fault[] faults, string[] steps) =>
        steps.SelectMany(step => faults.Select(fault => $"{step} ({fault})").Prepend(step));
}
