namespace CqrsPrototype.Drill.Faults;

/// <summary>What happens to a process.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL, and started again after a while.</summary>
    Kill,

    /// <summary>SIGSTOP, and continued after a while.</summary>
    Freeze,

    /// <summary>SIGTERM, and started again after a while.</summary>
    Restart,
}
