using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Operations.Projections;

/// <summary>The projections that this process runs, as the stores see them: what another process has done counts too.</summary>
internal sealed class ProjectionStatuses(
    IEnumerable<IViewUpdater> projections, IStuckStreams stuck, ICheckpointStore checkpoints, IEventLog log, TimeProvider time)
{
    private const string Live = "live";

    public async Task<IResult> ListAsync(HttpContext http)
    {
        var statuses = new List<ProjectionStatus>();
        foreach (var projection in projections)
        {
            statuses.Add(await ReadAsync(projection.Name, http.RequestAborted));
        }

        return JsonAnswer.Of(new Page<ProjectionStatus>(statuses), OperationsJson.Default.PageProjectionStatus);
    }

    private async ValueTask<ProjectionStatus> ReadAsync(ViewName view, CancellationToken cancellationToken)
    {
        var lag = await SubscriptionLag.ReadAsync(view.ToString(), checkpoints, log, time, cancellationToken);
        var stuckStreams = await stuck.CountAsync(view, cancellationToken);
        return new ProjectionStatus(view.Projection, view.Generation, Live, lag.Position.Value, lag.Position.Value, Lag.Of(lag), stuckStreams);
    }
}
