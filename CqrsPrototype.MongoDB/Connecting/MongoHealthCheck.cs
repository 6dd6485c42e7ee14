using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CqrsPrototype.Mongo.Connecting;

/// <summary>Healthy when the end of the log can be read.</summary>
internal sealed class MongoHealthCheck(IEventLog log) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return HealthCheckResult.Healthy($"{await log.GetEndAsync(cancellationToken)} events in the log");
        }
        catch (EventStoreUnavailableException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }
}
