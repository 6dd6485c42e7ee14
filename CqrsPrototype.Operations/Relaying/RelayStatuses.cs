using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Operations.Relaying;

/// <summary>The relay, wherever it runs. Where no queue feeds the projections, there is none.</summary>
internal sealed class RelayStatuses(
    ICheckpointStore checkpoints, IEventLog log, TimeProvider time, IEventConsumers? queues = null, ILeases? leases = null)
{
    public async Task<IResult> GetAsync(HttpContext http)
    {
        if (queues is null || leases is null)
        {
            return OperationsProblems.NotRelayed;
        }

        var lag = await SubscriptionLag.ReadAsync(Relay.Name, checkpoints, log, time, http.RequestAborted);
        var lease = await leases.ReadAsync(Relay.Name, http.RequestAborted);
        var holder = string.IsNullOrEmpty(lease?.Owner) ? null : lease.Owner;
        return JsonAnswer.Of(new RelayStatus(lag.Position.Value, Lag.Of(lag), holder), OperationsJson.Default.RelayStatus);
    }
}
