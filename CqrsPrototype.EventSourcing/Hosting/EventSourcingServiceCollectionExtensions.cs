using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CqrsPrototype.EventSourcing.Hosting;

/// <summary>Registers aggregates and projections. An adapter brings the stores, a host chooses what feeds the projections.</summary>
public static class EventSourcingServiceCollectionExtensions
{
    /// <summary>Adds what handles the commands of an aggregate: its <see cref="CommandHandler{TCommand, TEvent, TState, TRefusal}"/>.</summary>
    public static IServiceCollection AddAggregate<TCommand, TEvent, TState, TRefusal>(
        this IServiceCollection services, Aggregate<TCommand, TEvent, TState, TRefusal> aggregate)
        where TEvent : class
        where TRefusal : struct, Enum
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new CommandOptions());
        services.AddSingleton(aggregate);
        services.AddSingleton<CommandHandler<TCommand, TEvent, TState, TRefusal>>();
        services.AddSingleton<AggregateReader<TCommand, TEvent, TState, TRefusal>>();
        return services;
    }

    /// <summary>Adds a projection. It is fed by what the host adds: <see cref="AddLogFeeds"/> here, a queue elsewhere.</summary>
    public static IServiceCollection AddProjection<TView, TEvent>(this IServiceCollection services, IProjection<TView, TEvent> projection)
        where TView : class
        where TEvent : class
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<EventSourcingSignals>();
        services.AddSingleton(projection);
        services.AddSingleton<ViewUpdater<TView, TEvent>>();
        services.AddSingleton<IViewUpdater>(provider => provider.GetRequiredService<ViewUpdater<TView, TEvent>>());
        return services;
    }

    /// <summary>Feeds every projection from the log, in this process.</summary>
    public static IServiceCollection AddLogFeeds(this IServiceCollection services) => services.AddHostedService<LogFeeds>();

    /// <summary>Feeds every projection from its queue, and makes good from the log what the queue does not bring within 5 s.</summary>
    public static IServiceCollection AddQueueFeeds(this IServiceCollection services) => services.AddHostedService<QueueFeeds>();

    /// <summary>
    /// Lets this process tell, as metrics, how far the log, the relay and these views are, whichever process does the work: then it is told
    /// even while that one is dead. Costs nothing until somebody listens.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="views">The views.</param>
    public static IServiceCollection AddFlowMonitor(this IServiceCollection services, params IReadOnlyList<ViewName> views)
    {
        services.AddSingleton(new MonitoredViews(views));
        return services.AddHostedService<FlowMonitor>();
    }

    /// <summary>Takes the log to the broker, in one of the processes that do so.</summary>
    public static IServiceCollection AddRelay(this IServiceCollection services) => services.AddHostedService<RelayService>();
}
