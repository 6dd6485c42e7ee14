using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation.Ports;

/// <summary>The list of stuck streams as a process sees it.</summary>
internal sealed class RemoteStuckStreams(World world, Line line) : IStuckStreams
{
    private InMemoryStuckStreams Store => world.State.Stuck;

    public async ValueTask ReportAsync(StuckStream stuck, CancellationToken cancellationToken) =>
        await WriteAsync("report stuck", stuck.Stream, () => Store.ReportAsync(stuck, CancellationToken.None), cancellationToken);

    public async ValueTask ResolveAsync(ViewName view, StreamId stream, StreamVersion reached, CancellationToken cancellationToken) =>
        await WriteAsync("resolve stuck", stream, () => Resolve(view, stream, reached), cancellationToken);

    public async ValueTask WithdrawAsync(StuckStream read, CancellationToken cancellationToken) =>
        await WriteAsync("withdraw stuck", read.Stream, () => Store.WithdrawAsync(read, CancellationToken.None), cancellationToken);

    public ValueTask<IReadOnlyList<StuckStream>> ListAsync(ViewName view, StreamId? after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(() => Store.ListAsync(view, after, limit, CancellationToken.None), cancellationToken);

    public ValueTask<StuckStream?> FindAsync(ViewName view, StreamId stream, CancellationToken cancellationToken) =>
        ReadAsync(() => Store.FindAsync(view, stream, CancellationToken.None), cancellationToken);

    public ValueTask<long> CountAsync(ViewName view, CancellationToken cancellationToken) =>
        ReadAsync(() => Store.CountAsync(view, CancellationToken.None), cancellationToken);

    private async ValueTask Resolve(ViewName view, StreamId stream, StreamVersion reached)
    {
        var entry = await Store.FindAsync(view, stream, CancellationToken.None);
        await Store.ResolveAsync(view, stream, reached, CancellationToken.None);
        world.Rules.Views.Resolved(stream, entry);
    }

    private ValueTask<T> ReadAsync<T>(Func<ValueTask<T>> read, CancellationToken cancellationToken) =>
        line.ReadAsync("read stuck", null, () => read().Now(), _ => Unavailable(), cancellationToken);

    private ValueTask<StreamId> WriteAsync(string step, StreamId stream, Func<ValueTask> write, CancellationToken cancellationToken) => line.WriteAsync(
        step,
        stream,
        _ =>
        {
            write().Now();
            return stream;
        },
        _ => Unavailable(),
        cancellationToken);

    private static EventStoreUnavailableException Unavailable() => new("The list of stuck streams does not answer.");
}
