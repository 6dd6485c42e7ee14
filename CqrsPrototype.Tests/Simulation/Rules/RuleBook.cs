namespace CqrsPrototype.Tests.Simulation.Rules;

/// <summary>The invariants of the protocol (docs/protocol.md), each where it is watched.</summary>
internal sealed class RuleBook
{
    public RuleBook(World world)
    {
        Folds = new Folds(world.State.Events);
        (Commands, Log, Pages, Wire) = (new CommandRules(world), new LogRules(world), new PageRules(world), new WireRules(world));
        (Views, Checkpoints) = (new ViewRules(world), new CheckpointRules(world));
    }

    public Folds Folds { get; }

    public CommandRules Commands { get; }

    public LogRules Log { get; }

    public PageRules Pages { get; }

    public WireRules Wire { get; }

    public ViewRules Views { get; }

    public CheckpointRules Checkpoints { get; }

    /// <summary>What is not yet as it must be when all has come to rest; <see langword="null"/> when nothing is.</summary>
    public string? Missing() => Log.Missing() ?? Wire.Missing() ?? Views.Missing();
}
