using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Benchmarks.Product;

/// <summary>Fills the product's log without deciding anything.</summary>
internal static class ProductLog
{
    // Fewer than the store's queue holds, and as many as take turns: what is sequenced together is in the order of its streams.
    private const int AtOnce = 1000;

    /// <summary>Fills a log that is empty.</summary>
    /// <param name="product">Whose log.</param>
    /// <param name="events">How many events.</param>
    /// <param name="shape">Whose events, in which order.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task FillLogAsync(this HeadlessProduct product, int events, LogShape shape, CancellationToken cancellationToken)
    {
        var store = product.Services.GetRequiredService<IEventStore>();
        foreach (var numbers in Enumerable.Range(0, events).Chunk(AtOnce))
        {
            foreach (var append in numbers.Select(number => store.AppendAsync(CommitOf(product, number, shape), cancellationToken)).ToList())
            {
                if (await append != AppendResult.Appended)
                {
                    throw new InvalidOperationException("The log was not empty.");
                }
            }

            await SequenceAsync(product, cancellationToken);
        }
    }

    // In SQLite, what is appended is in the log.
    private static async Task SequenceAsync(HeadlessProduct product, CancellationToken cancellationToken)
    {
        if (product.Services.GetService<Sequencer>() is { } sequencer)
        {
            while (await sequencer.PassAsync(cancellationToken) > 0)
            {
            }
        }
    }

    private static Commit CommitOf(HeadlessProduct product, long number, LogShape shape)
    {
        var (address, name, version) = (People.AddressOf(shape.UserOf(number)), People.NameOf(number), shape.VersionOf(number));
        UserEvent happened = version == 1 ? new UserCreated(address, name) : new UserUpdated(address, name);
        var (id, now) = (Guid.CreateVersion7(), TimeProvider.System.GetUtcNow());
        return new Commit(id, product.StreamOf(address), new StreamVersion(version - 1), now, [UserAggregate.Events.Serialize(happened, id)])
        {
            Metadata = new EventMetadata(Guid.CreateVersion7().ToString("N")),
        };
    }
}
