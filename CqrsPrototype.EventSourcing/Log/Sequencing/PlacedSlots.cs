namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>The slots of pages that this sequencer has finished lately, so that it need not ask for them again. Bounded.</summary>
internal sealed class PlacedSlots
{
    private const int MaxPages = 16;

    private readonly Queue<LogPage> _pages = new();
    private readonly HashSet<Slot> _slots = [];

    public bool Contains(Slot slot) => _slots.Contains(slot);

    public void Add(LogPage page)
    {
        _pages.Enqueue(page);
        _slots.UnionWith(page.Entries.Select(e => e.Slot));
        if (_pages.Count > MaxPages)
        {
            _slots.ExceptWith(_pages.Dequeue().Entries.Select(e => e.Slot));
        }
    }

    public void Clear()
    {
        _pages.Clear();
        _slots.Clear();
    }
}
