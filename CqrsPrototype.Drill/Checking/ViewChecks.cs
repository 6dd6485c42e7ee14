using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Drill.Checking;

/// <summary>Every view equals the fold of its stream, and every stream has one.</summary>
internal static class ViewChecks
{
    public static IEnumerable<Violation> Check(DrillEvidence evidence, History history)
    {
        var viewed = evidence.Views.Select(view => view.Stream).ToHashSet();
        return
        [
            .. evidence.Views.SelectMany(view => Check(view, history.Streams.GetValueOrDefault(view.Stream))),
            .. history.Streams.Keys.Where(stream => !viewed.Contains(stream)).Select(stream => new Violation(Rule.ViewMissing, stream)),
            .. evidence.Stuck.Select(stream => new Violation(Rule.StreamStuck, stream)),
        ];
    }

    private static IEnumerable<Violation> Check(StoredView view, StreamHistory? stream)
    {
        if (stream is null || !stream.Has(view.Version))
        {
            yield return new Violation(Rule.ViewOfNothing, $"{view}");
            yield break;
        }

        if (view.Version < stream.End)
        {
            yield return new Violation(Rule.ViewBehind, $"{view}: the stream has {stream.End}");
        }

        if (view.Body != stream.At(view.Version)?.ToJson())
        {
            yield return new Violation(Rule.ViewDiffersFromStream, $"{view}");
        }
    }
}
