using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.EventSourcing.Sequencing;

namespace CqrsPrototype.Tests.Simulation.Storage;

/// <summary>An event store whose log is made by sequencers: commits are visible at once, durable with the next flush, and get their place later.</summary>
internal sealed class SequencedEventStore(SequencedStore slots) : IEventStore, IEventLog
{
    public ValueTask<AppendResult> AppendAsync(Commit commit, CancellationToken cancellationToken)
    {
        if (commit.Key is { } key && Find(key.Key) is not null)
        {
            return new(AppendResult.KeyTaken);
        }

        var before = CommitsOf(commit.Stream);
        if (EndOf(before) != commit.Previous || (commit.BuildsOn is { } awaited && before[^1].Events[^1].Id != awaited))
        {
            return new(AppendResult.Conflict);
        }

        slots.Append(commit.Stream, commit.First.Value, commit.Events.Count, before.Count > 0 ? before[^1].First.Value : 0, commit);
        return new(AppendResult.Appended);
    }

    public ValueTask<IReadOnlyList<RecordedEvent>> ReadAsync(StreamId stream, StreamVersion after, int maxEvents, CancellationToken cancellationToken) =>
        new([.. CommitsOf(stream).Where(c => c.Last > after).SelectMany(c => c.Recorded()).Where(e => e.Version > after).Take(maxEvents)]);

    public ValueTask<IReadOnlyList<Commit>> ReadTailAsync(StreamId stream, StreamVersion? upTo, int snapshotSchema, CancellationToken cancellationToken)
    {
        var commits = CommitsOf(stream).Where(c => !(c.First > upTo)).ToList();
        var snapshot = commits.FindLastIndex(c => c.Snapshot?.SchemaVersion == snapshotSchema && !(c.Last > upTo));
        return new([.. commits.Skip(snapshot >= 0 ? snapshot : commits.Count - CommitLimits.SnapshotInterval)]);
    }

    public ValueTask<Commit?> FindByKeyAsync(string key, CancellationToken cancellationToken) => new(Find(key));

    public ValueTask<bool> ConfirmAsync(Commit commit, CancellationToken cancellationToken)
    {
        slots.Flush();
        var slot = new Slot(commit.Stream, commit.First);
        return new(slots.Commits.TryGetValue(slot, out var stored) && Content(slot, stored).Events[0].Id == commit.Events[0].Id);
    }

    public ValueTask<GlobalPosition> GetEndAsync(CancellationToken cancellationToken) =>
        new(slots.Pages.Values.LastOrDefault() is not { } last ? GlobalPosition.Start : last.IsSealed ? last.Next : last.Start);

    public ValueTask<LogSlice> ReadAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken)
    {
        var commits = new List<Commit>();
        var (position, next) = (GlobalPosition.Start, from);
        foreach (var (slot, count) in ReadyPages.From(GlobalPosition.Start, [.. slots.Pages.Values]).SelectMany(page => page.Entries))
        {
            if (position + count > from && next.Value - from.Value < maxEvents)
            {
                commits.Add(Content(slot, slots.Commits[slot]) with { Position = position });
                next = position + count;
            }

            position += count;
        }

        return new(new LogSlice(commits, next));
    }

    public async ValueTask<LogHeads> ReadHeadsAsync(GlobalPosition from, int maxEvents, CancellationToken cancellationToken)
    {
        var slice = await ReadAsync(from, maxEvents, cancellationToken);
        return new LogHeads(slice.Commits.GroupBy(commit => commit.Stream).ToDictionary(g => g.Key, g => g.Last().Last), slice.Next);
    }

    private static StreamVersion EndOf(List<Commit> commits) => commits.Count > 0 ? commits[^1].Last : StreamVersion.None;

    private static Commit Content(Slot slot, SequencedStore.StoredCommit stored) => stored.Content
        ?? new Commit(Guid.Empty, slot.Stream, slot.Version - 1, default, [.. Enumerable.Repeat(EventData.Void, stored.Count)]);

    private Commit? Find(string key) => slots.Commits.Values.FirstOrDefault(c => c.Content?.Key?.Key == key)?.Content;

    private List<Commit> CommitsOf(StreamId stream)
    {
        var commits = new List<Commit>();
        var slot = new Slot(stream, new StreamVersion(1));
        while (slots.Commits.TryGetValue(slot, out var stored))
        {
            commits.Add(Content(slot, stored));
            slot = slot with { Version = commits[^1].Last.Next };
        }

        return commits;
    }
}
