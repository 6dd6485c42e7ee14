using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.EventSourcing.Sequencing;

/// <summary>Sequencers that overlap at every step while writes fail, get lost, come late and half: the invariants of the protocol hold after each.</summary>
public sealed class SequencerSimulationTests
{
    private static readonly StreamId[] Streams = [.. "abcd".Select(c => StreamId.Of("s", c.ToString()))];

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.0)]
    [InlineData(2, 0.15)]
    [InlineData(3, 0.15)]
    [InlineData(3, 0.4)]
    public void However_sequencers_overlap_and_fail_the_log_is_right_after_each_step_and_complete_in_the_end(int sequencers, double faults)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            Run(seed, sequencers, faults, crashes: false);
        }
    }

    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(2, 0.1)]
    [InlineData(3, 0.3)]
    public void When_the_server_loses_what_was_not_yet_durable_the_log_is_still_right_and_complete(int sequencers, double faults)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            Run(seed, sequencers, faults, crashes: true);
        }
    }

    private static void Run(int seed, int sequencers, double faults, bool crashes)
    {
        var schedule = new SequencerSchedule(seed, faults);
        var store = schedule.Store;
        var all = Enumerable.Range(0, sequencers).Select(_ => (Sequencer: new Sequencer(schedule), Pass: Task.CompletedTask)).ToArray();
        var delivered = new List<LogPage>();
        for (var step = 0; step < 200; step++)
        {
            if (step < 120 && schedule.Next(3) == 0)
            {
                Append(schedule);
            }

            Start(all);
            schedule.Advance();
            Check(seed, step, store, delivered);
            if (crashes && schedule.Next(store.HasPageThatIsNotDurable ? 5 : 40) == 0)
            {
                store.Crash();
                Check(seed, step, store, delivered);
            }
        }

        // Faults end; whatever state was left, passes alone lead on to the end.
        schedule.HasFaults = false;
        for (var step = 0; step < 2000 && !(IsComplete(store) && all.All(s => s.Pass.IsCompleted)); step++)
        {
            if (!IsComplete(store))
            {
                Start(all);
            }

            schedule.Advance();
            Check(seed, step, store, delivered);
        }

        schedule.Settle();
        Check(seed, -1, store, delivered);
        IsComplete(store).Should().BeTrue($"all is in the log in the end (seed {seed})");
    }

    private static bool IsComplete(SequencedStore store) =>
        store.Commits.Values.All(c => c.Page is not null) && store.Pages.Values.LastOrDefault() is null or { IsSealed: true };

    private static void Start((Sequencer Sequencer, Task Pass)[] all)
    {
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i].Pass.IsCompleted)
            {
                (all[i].Pass.Exception?.InnerException is null or EventStoreUnavailableException).Should().BeTrue($"{all[i].Pass.Exception}");
                all[i].Pass = all[i].Sequencer.PassAsync(CancellationToken.None).AsTask();
            }
        }
    }

    // Behind what is visible; a crash may take both.
    private static void Append(SequencerSchedule schedule)
    {
        var stream = Streams[schedule.Next(Streams.Length)];
        var (slot, last) = schedule.Store.Commits.Where(c => c.Key.Stream == stream).OrderBy(c => c.Key.Version).LastOrDefault();
        var end = last is null ? 0 : slot.Version.Value + last.Count - 1;
        schedule.Store.Append(stream, end + 1, 1 + schedule.Next(3), last is null ? 0 : slot.Version.Value);
    }

    // A reader that has seen a ready page sees the same page for ever.
    private static void Check(int seed, int step, SequencedStore store, List<LogPage> delivered)
    {
        try
        {
            store.CheckInvariants();
            foreach (var page in delivered)
            {
                // Its seal may be lost, since that is not awaited; the page never.
                var isThere = store.Pages.TryGetValue(page.Start.Value, out var stored) && stored.Entries == page.Entries;
                SequencedStore.Require(isThere && page.Entries.All(e => store.Commits.ContainsKey(e.Slot)), $"C2: what was delivered at {page.Start} stays");
            }

            delivered.AddRange(ReadyPages.From(default, [.. store.Pages.Values]).Skip(delivered.Count));
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed}, step {step}: {exception.Message}", exception);
        }
    }
}
