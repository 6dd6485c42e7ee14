using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;

namespace CqrsPrototype.Mongo.Log;

/// <summary>The ready pages that this process has read or sealed lately. A ready page never changes, so none is read twice, and what was placed here is not read at all.</summary>
internal sealed class RecentPages
{
    private const int Capacity = 32;

    private readonly Lock _lock = new();
    private readonly SortedList<long, LogPage> _pages = [];
    private readonly Queue<long> _order = new();
    private GlobalPosition? _end;

    /// <summary>Where the log ended when this process sealed a page last; <see langword="null"/> while it has sealed none. It may go on behind that.</summary>
    public GlobalPosition? End
    {
        get
        {
            lock (_lock)
            {
                return _end;
            }
        }
    }

    /// <summary>The page that begins there.</summary>
    public LogPage? Find(GlobalPosition start)
    {
        lock (_lock)
        {
            return _pages.GetValueOrDefault(start.Value);
        }
    }

    /// <summary>Where the page begins that contains a position or would begin there; <see langword="null"/> if it is not known.</summary>
    public GlobalPosition? StartOfPageAt(GlobalPosition position)
    {
        lock (_lock)
        {
            foreach (var page in _pages.Values.Reverse())
            {
                if (page.Next == position)
                {
                    return position;
                }

                if (page.Start <= position)
                {
                    return position < page.Next ? page.Start : null;
                }
            }
        }

        return position == GlobalPosition.Start ? position : null;
    }

    public void Add(LogPage page)
    {
        lock (_lock)
        {
            if (_pages.TryAdd(page.Start.Value, page))
            {
                _order.Enqueue(page.Start.Value);
                if (_order.Count > Capacity)
                {
                    _pages.Remove(_order.Dequeue());
                }
            }
        }
    }

    /// <summary>Adds a page that this process has just sealed: the last one of the log.</summary>
    public void AddLast(LogPage page)
    {
        lock (_lock)
        {
            Add(page);
            _end = page.Next;
        }
    }
}
