using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CqrsPrototype.Benchmarks.Product;

/// <summary>Runs the product's projection over its log, each time into a new generation of views.</summary>
internal sealed class ProjectionRuns(HeadlessProduct product)
{
    // Generation 1 is the product's own.
    private int _generation = 1;

    /// <summary>Projects a part of the log, as a feed or a rebuild does, until all of it is in the views.</summary>
    /// <param name="from">The first event; nothing before it may belong to the same streams.</param>
    /// <param name="to">Behind the last one.</param>
    /// <param name="options">How the log is read.</param>
    /// <param name="cancellationToken">Stops earlier.</param>
    /// <returns>Events per second.</returns>
    public Task<double> RunAsync(long from, long to, LogSubscriptionOptions options, CancellationToken cancellationToken)
    {
        var updater = NextUpdater();
        return product.HandleAsync(updater.Name.ToString(), new ProjectionLogHandler(updater), from, to, options, cancellationToken);
    }

    /// <summary>Mends all views from the log, as a projector does that finds a backlog.</summary>
    /// <param name="to">Behind the last event.</param>
    /// <param name="cancellationToken">Stops earlier.</param>
    /// <returns>Events per second.</returns>
    public Task<double> RepairAsync(long to, CancellationToken cancellationToken)
    {
        var (updater, services) = (NextUpdater(), product.Services);
        var repair = new ViewRepair(
            services.GetRequiredService<IEventLog>(), services.GetRequiredService<IViewStore>(), updater, TimeSpan.Zero, TimeProvider.System,
            NullLogger<ViewRepair>.Instance);
        return product.FollowAsync(updater.Name.ToString(), repair, to, cancellationToken);
    }

    /// <summary>What brings up a generation of views that is still empty.</summary>
    public ViewUpdater<UserView, UserEvent> NextUpdater()
    {
        var services = product.Services;
        return new ViewUpdater<UserView, UserEvent>(
            new Generation(++_generation), services.GetRequiredService<IEventStore>(), services.GetRequiredService<IViewStore>(), services.GetRequiredService<IStuckStreams>(),
            services.GetRequiredService<EventSourcingSignals>(), TimeProvider.System, NullLogger<ViewUpdater<UserView, UserEvent>>.Instance);
    }
}
