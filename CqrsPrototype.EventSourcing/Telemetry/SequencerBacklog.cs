using CqrsPrototype.EventSourcing.Log.Sequencing;

namespace CqrsPrototype.EventSourcing.Telemetry;

/// <summary>What is stored and has no place in the log yet. Relay and projections do not see it, so it is in no lag of theirs.</summary>
/// <param name="Commits">How many commits; <see cref="LogPage.MaxCommits"/> at most.</param>
/// <param name="Age">How long the oldest of them has been there; zero where there is none.</param>
internal sealed record SequencerBacklog(int Commits, TimeSpan Age)
{
    public static async ValueTask<SequencerBacklog?> ReadAsync(ISequencerStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        using var pass = store.Begin();
        var pending = await pass.ScanAsync(null, LogPage.MaxCommits, cancellationToken);
        var oldest = pending.Count > 0 ? time.GetUtcNow() - pending.Min(commit => commit.At) : TimeSpan.Zero;
        return new SequencerBacklog(pending.Count, oldest > TimeSpan.Zero ? oldest : TimeSpan.Zero);
    }
}
