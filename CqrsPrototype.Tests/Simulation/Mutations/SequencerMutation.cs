using CqrsPrototype.EventSourcing.Log.Sequencing;

namespace CqrsPrototype.Tests.Simulation.Mutations;

/// <summary>A sequencer that leaves out or exchanges steps: this one does all in order.</summary>
internal class SequencerMutation : Mutation
{
    public override ISequencerStore Steps(ISequencerStore sound) => new Store(this, sound);

    protected virtual ValueTask<IReadOnlyCollection<Slot>> FindPlacedAsync(ISequencerPass sound, IReadOnlyCollection<Slot> slots) =>
        sound.FindPlacedAsync(slots, CancellationToken.None);

    protected virtual ValueTask<bool> InsertPageAsync(ISequencerPass sound, LogPage page) => sound.InsertPageAsync(page, CancellationToken.None);

    protected virtual ValueTask<bool> TouchAsync(ISequencerPass sound, LogPage page) => sound.TouchAsync(page, CancellationToken.None);

    protected virtual ValueTask<int> MarkAsync(ISequencerPass sound, LogPage page) => sound.MarkAsync(page, CancellationToken.None);

    /// <summary>Takes every predecessor for placed: no chain rule.</summary>
    internal sealed class TrustsTheScan : SequencerMutation
    {
        protected override ValueTask<IReadOnlyCollection<Slot>> FindPlacedAsync(ISequencerPass sound, IReadOnlyCollection<Slot> slots) => new(slots);
    }

    /// <summary>Takes a page that can be read for durable.</summary>
    internal sealed class DoesNotTouch : SequencerMutation
    {
        protected override ValueTask<bool> TouchAsync(ISequencerPass sound, LogPage page) => new(true);
    }

    /// <summary>Marks the commits of a page before the page is there.</summary>
    internal sealed class MarksFirst : SequencerMutation
    {
        protected override async ValueTask<bool> InsertPageAsync(ISequencerPass sound, LogPage page)
        {
            await sound.MarkAsync(page, CancellationToken.None);
            return await sound.InsertPageAsync(page, CancellationToken.None);
        }
    }

    /// <summary>Seals a page before its commits are marked.</summary>
    internal sealed class SealsFirst : SequencerMutation
    {
        protected override async ValueTask<int> MarkAsync(ISequencerPass sound, LogPage page)
        {
            await sound.SealAsync(page, CancellationToken.None);
            return await sound.MarkAsync(page, CancellationToken.None);
        }
    }

    /// <summary>Takes a page of another sequencer for its own.</summary>
    internal sealed class IgnoresAnotherPage : SequencerMutation
    {
        protected override async ValueTask<bool> InsertPageAsync(ISequencerPass sound, LogPage page)
        {
            await sound.InsertPageAsync(page, CancellationToken.None);
            return true;
        }
    }

    private sealed class Store(SequencerMutation mutation, ISequencerStore sound) : ISequencerStore
    {
        public ISequencerPass Begin() => new Pass(mutation, sound.Begin());
    }

    private sealed class Pass(SequencerMutation mutation, ISequencerPass sound) : ISequencerPass
    {
        public ValueTask<LogPage?> ReadLastAsync(CancellationToken cancellationToken) => sound.ReadLastAsync(cancellationToken);

        public ValueTask<bool> TouchAsync(LogPage page, CancellationToken cancellationToken) => mutation.TouchAsync(sound, page);

        public ValueTask<IReadOnlyList<PendingCommit>> ScanAsync(string? after, int limit, CancellationToken cancellationToken) =>
            sound.ScanAsync(after, limit, cancellationToken);

        public ValueTask<IReadOnlyCollection<Slot>> FindPlacedAsync(IReadOnlyCollection<Slot> slots, CancellationToken cancellationToken) =>
            mutation.FindPlacedAsync(sound, slots);

        public ValueTask<bool> ConfirmAsync(LogPage page, CancellationToken cancellationToken) => sound.ConfirmAsync(page, cancellationToken);

        public ValueTask<bool> InsertPageAsync(LogPage page, CancellationToken cancellationToken) => mutation.InsertPageAsync(sound, page);

        public ValueTask<int> MarkAsync(LogPage page, CancellationToken cancellationToken) => mutation.MarkAsync(sound, page);

        public ValueTask<IReadOnlyCollection<PageEntry>> FindMissingAsync(LogPage page, CancellationToken cancellationToken) =>
            sound.FindMissingAsync(page, cancellationToken);

        public ValueTask FillVoidAsync(LogPage page, IReadOnlyCollection<PageEntry> missing, CancellationToken cancellationToken) =>
            sound.FillVoidAsync(page, missing, cancellationToken);

        public ValueTask SealAsync(LogPage page, CancellationToken cancellationToken) => sound.SealAsync(page, cancellationToken);

        public void Dispose() => sound.Dispose();
    }
}
