namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>The log and the streams contradict each other. The sequencer stops at that page and tries again; what was delivered stays right.</summary>
public sealed class LogCorruptException : Exception
{
    internal LogCorruptException(GlobalPosition page, string contradiction)
        : base($"The log is damaged at the page at {page}: {contradiction}. Restore the store from a backup, or ask for help; nothing new gets into the log until then.") =>
        Page = page;

    /// <summary>Where the damaged page begins.</summary>
    public GlobalPosition Page { get; }
}
