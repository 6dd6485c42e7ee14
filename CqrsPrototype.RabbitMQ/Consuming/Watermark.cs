namespace CqrsPrototype.Rabbit.Consuming;

/// <summary>Up to which delivery tag everything is acknowledged, when runs of tags are acknowledged in whatever order.</summary>
internal sealed class Watermark
{
    private readonly SortedList<ulong, ulong> _ahead = [];

    /// <summary>All tags up to this one are acknowledged.</summary>
    public ulong Tag { get; private set; }

    /// <summary>Notes that a run of tags is acknowledged.</summary>
    /// <returns>Whether everything before it was: then the broker can be told so of all tags up to its end at once.</returns>
    public bool Pass(ulong first, ulong last)
    {
        if (first != Tag + 1)
        {
            _ahead[first] = last;
            return false;
        }

        Tag = last;
        while (_ahead.Count > 0 && _ahead.GetKeyAtIndex(0) == Tag + 1)
        {
            Tag = _ahead.GetValueAtIndex(0);
            _ahead.RemoveAt(0);
        }

        return true;
    }
}
