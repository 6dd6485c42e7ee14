using CqrsPrototype.Rabbit.Publishing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CqrsPrototype.Rabbit.Connecting;

/// <summary>Tells how the connections stand; it waits for nothing. Without a broker a process is degraded, never unhealthy: nothing is lost.</summary>
internal sealed class RabbitHealthCheck(RabbitConnections connections, PublishingHealth publishing) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Who only looks wants to know too.
        connections.Publishing.Demand();
        connections.Consuming.Demand();
        var problem = ProblemOf(connections.Publishing) ?? ProblemOf(connections.Consuming) ?? ProblemOf(publishing);
        return Task.FromResult(problem is null ? HealthCheckResult.Healthy($"Connected to {connections.Publishing.Broker}.") : HealthCheckResult.Degraded(problem));
    }

    private static string? ProblemOf(RabbitConnection connection)
    {
        var state = connection.State;
        return state.Kind switch
        {
            BrokerState.Is.Connected => null,
            BrokerState.Is.New => $"Connecting to {connection.Broker} since {state.Since:u}. Events wait in the log meanwhile.",
            BrokerState.Is.Blocked => $"{connection.Broker} takes no messages since {state.Since:u}: {state.Reason}. Events wait in the log meanwhile.",
            _ => $"{connection.Broker} is away since {state.Since:u}: {state.Reason}. Events wait in the log until it is back.",
        };
    }

    private static string? ProblemOf(PublishingHealth publishing) => publishing.Unroutable is { } key
        ? $"Unroutable: no queue takes events of type '{key}'. They and the events behind them wait in the log."
        : null;
}
