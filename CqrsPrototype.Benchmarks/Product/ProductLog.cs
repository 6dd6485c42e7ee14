using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Benchmarks.Product;

/// <summary>Fills the product's log without deciding anything, in the order of <see cref="LogShape"/>.</summary>
internal static class ProductLog
{
    // Fewer than the store's queue holds.
    private const int AtOnce = 2000;

    public static async Task FillLogAsync(this EmbeddedProduct product, int events, CancellationToken cancellationToken)
    {
        var store = product.Services.GetRequiredService<IEventStore>();
        foreach (var numbers in Enumerable.Range(0, events).Chunk(AtOnce))
        {
            foreach (var append in numbers.Select(number => store.AppendAsync(CommitOf(product, number), cancellationToken)).ToList())
            {
                if (await append != AppendResult.Appended)
                {
                    throw new InvalidOperationException("The log was not empty.");
                }
            }
        }
    }

    private static Commit CommitOf(EmbeddedProduct product, long number)
    {
        var (address, name, version) = (People.AddressOf(LogShape.UserOf(number)), People.NameOf(number), LogShape.VersionOf(number));
        UserEvent happened = version == 1 ? new UserCreated(address, name) : new UserUpdated(address, name);
        var (id, now) = (Guid.CreateVersion7(), TimeProvider.System.GetUtcNow());
        return new Commit(id, product.StreamOf(address), new StreamVersion(version - 1), now, [UserAggregate.Events.Serialize(happened, id)])
        {
            Metadata = new EventMetadata(Guid.CreateVersion7().ToString("N")),
        };
    }
}
