using System.Diagnostics;
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

/// <summary>Runs the product's projection over a part of its log, each time into a new generation of views.</summary>
internal sealed class ProjectionRuns(EmbeddedProduct product)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);

    // Generation 1 is the product's own.
    private int _generation = 1;

    /// <summary>Projects events until they are all in their views.</summary>
    /// <param name="from">The first one; nothing before it may belong to the same streams.</param>
    /// <param name="to">Behind the last one.</param>
    /// <param name="options">How the log is read.</param>
    /// <param name="cancellationToken">Stops earlier.</param>
    /// <returns>Events per second.</returns>
    public async Task<double> RunAsync(long from, long to, LogSubscriptionOptions options, CancellationToken cancellationToken)
    {
        var subscription = Subscribe(new Generation(++_generation), options);
        await product.Services.GetRequiredService<ICheckpointStore>().AdvanceAsync(subscription.Name, new GlobalPosition(from), cancellationToken);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(Limit);
        var begin = Stopwatch.GetTimestamp();
        var running = Task.Run(() => subscription.RunAsync(stop.Token), cancellationToken);
        while (subscription.Completed.Value < to)
        {
            await Task.Delay(Poll, TimeProvider.System, stop.Token);
        }

        var elapsed = Stopwatch.GetElapsedTime(begin);
        await stop.CancelAsync();
        await running;
        return (to - from) / elapsed.TotalSeconds;
    }

    private LogSubscription Subscribe(Generation projection, LogSubscriptionOptions options)
    {
        var services = product.Services;
        var updater = new ViewUpdater<UserView, UserEvent>(
            projection, services.GetRequiredService<IEventStore>(), services.GetRequiredService<IViewStore>(), services.GetRequiredService<IStuckStreams>(),
            services.GetRequiredService<EventSourcingSignals>(), TimeProvider.System, NullLogger<ViewUpdater<UserView, UserEvent>>.Instance);
        return new LogSubscription(
            projection.Name.ToString(), services.GetRequiredService<IEventLog>(), services.GetRequiredService<ICheckpointStore>(),
            new ProjectionLogHandler(updater), services.GetRequiredService<EventSourcingSignals>().LogGrown,
            options, TimeProvider.System, NullLogger<LogSubscription>.Instance);
    }
}
