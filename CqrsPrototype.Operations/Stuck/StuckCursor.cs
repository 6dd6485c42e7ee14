using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Operations.Stuck;

/// <summary>A place in the list of stuck streams, which goes view by view.</summary>
/// <param name="View">The view that the list is in.</param>
/// <param name="Stream">The stream that it goes on behind.</param>
internal sealed record StuckCursor(ViewName View, StreamId Stream)
{
    // Stands in neither of the two.
    private const char Separator = ' ';

    public static StuckCursor? Parse(string text, IEnumerable<ViewName> views)
    {
        var parts = text.Split(Separator);
        return parts.Length == 2 && views.FirstOrDefault(view => view.ToString() == parts[0]) is { } view && StreamId.TryParse(parts[1], out var stream)
            ? new StuckCursor(view, stream)
            : null;
    }

    public override string ToString() => $"{View}{Separator}{Stream}";
}
