using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Streams;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CqrsPrototype.Sqlite.Files;

/// <summary>Healthy when the log can be read.</summary>
internal sealed class SqliteHealthCheck(EventDatabase database, IEventLog log) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return HealthCheckResult.Healthy($"{await log.GetEndAsync(cancellationToken)} events in {database.File.Path}");
        }
        catch (EventStoreUnavailableException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }
}
