using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Operations.Stuck;

/// <summary>The stuck streams of the projections that this process runs, which are those that it can retry.</summary>
internal sealed class StuckStreamList(IEnumerable<IViewUpdater> projections, IStuckStreams stuck)
{
    private readonly IViewUpdater[] _projections = [.. projections.OrderBy(projection => projection.Name.ToString(), StringComparer.Ordinal)];

    public async Task<IResult> ListAsync(HttpContext http)
    {
        if (!Paging.TryParseLimit(http.Request.Query, out var limit))
        {
            return Paging.WrongLimit;
        }

        if (!Paging.TryParseAfter(http.Request.Query, out var after) || !TryParse(after, out var place))
        {
            return Paging.WrongAfter;
        }

        var read = new List<StuckStream>();
        foreach (var view in Views.SkipWhile(view => place is not null && view != place.View).TakeWhile(_ => read.Count <= limit))
        {
            read.AddRange(await stuck.ListAsync(view, view == place?.View ? place.Stream : null, limit + 1 - read.Count, http.RequestAborted));
        }

        var page = Page<StuckStream>.Of(read, limit, entry => new StuckCursor(entry.View, entry.Stream).ToString());
        return JsonAnswer.Of(new Page<StuckEntry>([.. page.Items.Select(StuckEntry.Of)], page.Next), OperationsJson.Default.PageStuckEntry);
    }

    /// <summary>Folds the stream into each view where it is stuck, from the event where it stopped, in order.</summary>
    public async Task<IResult> RetryAsync(HttpContext http)
    {
        if (!StreamId.TryParse(PathSegment.Read(http, segmentsBehind: 1), out var stream))
        {
            return OperationsProblems.Invalid("This is not the name of a stream.");
        }

        var results = new List<bool>();
        foreach (var projection in _projections)
        {
            if (await stuck.FindAsync(projection.Name, stream, http.RequestAborted) is not null)
            {
                results.Add(await projection.RetryAsync(stream, http.RequestAborted));
            }
        }

        return results switch
        {
            [] => OperationsProblems.NotStuck,
            _ when results.Contains(false) => OperationsProblems.FailedAgain,
            _ => Results.NoContent(),
        };
    }

    private IEnumerable<ViewName> Views => _projections.Select(projection => projection.Name);

    private bool TryParse(string? after, out StuckCursor? place)
    {
        place = after is null ? null : StuckCursor.Parse(after, Views);
        return after is null || place is not null;
    }
}
