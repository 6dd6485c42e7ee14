namespace CqrsPrototype.EventSourcing.Log.Sequencing;

/// <summary>Which pages may be delivered (C2). No I/O.</summary>
public static class ReadyPages
{
    /// <summary>
    /// The pages from a position on that are ready: sealed, or followed by the next one, since a page is written only when the one
    /// before it is finished. A seal can be lost; the next page is as good.
    /// </summary>
    /// <param name="from">Where the first one must begin.</param>
    /// <param name="pages">In ascending order, all that there are or the first few of them.</param>
    public static IEnumerable<LogPage> From(GlobalPosition from, IReadOnlyList<LogPage> pages)
    {
        for (var i = 0; i < pages.Count && pages[i].Start == from; i++)
        {
            var isReady = pages[i].IsSealed || (i + 1 < pages.Count && pages[i + 1].Start == pages[i].Next);
            if (!isReady)
            {
                yield break;
            }

            yield return pages[i];
            from = pages[i].Next;
        }
    }
}
