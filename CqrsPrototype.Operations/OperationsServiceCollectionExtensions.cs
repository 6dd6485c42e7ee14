using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Operations.Parked;
using CqrsPrototype.Operations.Projections;
using CqrsPrototype.Operations.Relaying;
using CqrsPrototype.Operations.Stuck;
using CqrsPrototype.ServiceDefaults.Problems;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CqrsPrototype.Operations;

/// <summary>Registers the operations API.</summary>
public static class OperationsServiceCollectionExtensions
{
    /// <summary>Adds the operations API. The host adds the stores, the projections that it runs and, where there is one, the broker.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ProjectionStatuses>();
        services.AddSingleton<StuckStreamList>();
        services.AddSingleton<ParkedMessageList>();
        services.AddSingleton<RelayStatuses>();
        services.AddProblemTypes(OperationsProblems.All);
        services.AddExceptionProblem<EventStoreUnavailableException>(_ => OperationsProblems.StoreUnavailable);
        services.AddExceptionProblem<BrokerUnavailableException>(_ => OperationsProblems.BrokerIsAway);
        return services;
    }
}
