using CqrsPrototype.EventSourcing.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Benchmarks.Product;

/// <summary>Runs the product's relay over its log, each time with a checkpoint of its own.</summary>
internal sealed class RelayRuns(HeadlessProduct product)
{
    private readonly Relay _relay = new(product.Services.GetRequiredService<IEventPublisher>());
    private int _run;

    /// <summary>Publishes a part of the log until the broker has confirmed all of it.</summary>
    /// <param name="from">The first event.</param>
    /// <param name="to">Behind the last one.</param>
    /// <param name="cancellationToken">Stops earlier.</param>
    /// <returns>Events per second.</returns>
    public Task<double> RunAsync(long from, long to, CancellationToken cancellationToken) =>
        product.HandleAsync($"relay-{++_run}", _relay, from, to, Relay.Reading, cancellationToken);
}
