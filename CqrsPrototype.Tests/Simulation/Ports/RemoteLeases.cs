using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Tests.Simulation.Faults;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation.Ports;

/// <summary>The leases as a process sees them. They save work and nothing else, so in some worlds everybody has them.</summary>
internal sealed class RemoteLeases(World world, Line line) : ILeases
{
    private InMemoryLeases Leases => world.State.Leases;

    public ValueTask<LeaseBeat?> ReadAsync(string lease, CancellationToken cancellationToken) =>
        line.ReadAsync("read lease", lease, () => Read(lease), Unavailable, cancellationToken);

    public ValueTask<bool> TryTakeAsync(string lease, string owner, LeaseBeat? seen, CancellationToken cancellationToken) =>
        WriteAsync("take lease", lease, () => Leases.TryTakeAsync(lease, owner, seen, CancellationToken.None), cancellationToken);

    public ValueTask<bool> BeatAsync(string lease, string owner, CancellationToken cancellationToken) =>
        WriteAsync("beat", lease, () => Leases.BeatAsync(lease, owner, CancellationToken.None), cancellationToken);

    public async ValueTask ReleaseAsync(string lease, string owner, CancellationToken cancellationToken) => await WriteAsync(
        "release lease",
        lease,
        async () =>
        {
            await Leases.ReleaseAsync(lease, owner, CancellationToken.None);
            return true;
        },
        cancellationToken);

    private LeaseBeat? Read(string lease) => world.LeasesAreLoose ? null : Leases.ReadAsync(lease, CancellationToken.None).Now();

    private ValueTask<bool> WriteAsync(string step, string lease, Func<ValueTask<bool>> write, CancellationToken cancellationToken) =>
        line.WriteAsync(step, lease, _ => write().Now() || world.LeasesAreLoose, Unavailable, cancellationToken);

    private static EventStoreUnavailableException Unavailable(Fault fault) => new($"The leases do not answer ({fault}).");
}
