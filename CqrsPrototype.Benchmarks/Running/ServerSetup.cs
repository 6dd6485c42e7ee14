using CqrsPrototype.Benchmarks.Backing;
using CqrsPrototype.Benchmarks.Processes;

namespace CqrsPrototype.Benchmarks.Running;

/// <summary>What measurements on servers are given.</summary>
/// <param name="servers">MongoDB and RabbitMQ.</param>
/// <param name="services">The services as programs.</param>
/// <param name="peers">The program that measures other systems; <see langword="null"/> to leave them out.</param>
internal sealed class ServerSetup(BackingServers servers, ServicePrograms services, string? peers)
{
    /// <summary>The services as programs.</summary>
    public ServicePrograms Services => services;

    /// <summary>Builds what is not built yet, so that nothing is built beside a measurement.</summary>
    public static async Task<ServerSetup> PrepareAsync(BackingServers servers, bool withPeers, CancellationToken cancellationToken) => new(
        servers,
        await ServicePrograms.PublishAsync(cancellationToken),
        withPeers ? await PeerProcess.BuildAsync(cancellationToken) : null);

    /// <summary>A database and a virtual host for one measurement.</summary>
    public Task<OwnServers> ReserveAsync(CancellationToken cancellationToken) => OwnServers.CreateAsync(servers, cancellationToken);

    /// <summary>Starts the process that measures other systems.</summary>
    /// <returns><see langword="null"/> where they are left out.</returns>
    public PeerProcess? StartPeers(OwnServers ownServers) => peers is null ? null : PeerProcess.Start(peers, ownServers);
}
