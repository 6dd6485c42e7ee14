using System.Collections.Concurrent;
using System.Collections.Immutable;
using CqrsPrototype.Drill.Servers;

namespace CqrsPrototype.Drill.Processes;

/// <summary>The services that run, any number of each kind. One caller at a time changes it; anybody may read it.</summary>
/// <param name="programs">The directory that each project is published to, by its name.</param>
/// <param name="connections">Where the servers are.</param>
/// <param name="logs">The directory for what they say.</param>
/// <param name="settings">What they are told beside, as environment variables.</param>
internal sealed class Fleet(
    IReadOnlyDictionary<string, string> programs, Connections connections, string logs, IReadOnlyDictionary<string, string>? settings = null) : IDisposable
{
    private readonly Dictionary<ServiceRole, int> _started = [];
    private readonly ConcurrentQueue<string> _misbehaviour = new();
    private volatile ImmutableList<(ServiceRole Role, Service Service)> _services = [];

    /// <summary>All services, those that are down at the moment included.</summary>
    public IReadOnlyList<Service> Services => [.. _services.Select(s => s.Service)];

    /// <summary>What services did that they never should.</summary>
    public IReadOnlyList<string> Misbehaviour => [.. _misbehaviour];

    /// <summary>The services of a kind.</summary>
    public IReadOnlyList<Service> Of(ServiceRole role) => [.. _services.Where(s => s.Role == role).Select(s => s.Service)];

    /// <summary>Starts more services of a kind; does not wait until they are ready.</summary>
    public async Task AddAsync(ServiceRole role, int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            var number = _started[role] = _started.GetValueOrDefault(role) + 1;
            var program = Path.Combine(programs[role.Project], role.Project);
            var service = new Service($"{role.Name}-{number}", program, connections, settings ?? ImmutableDictionary<string, string>.Empty, logs, _misbehaviour);
            await service.StartAsync(cancellationToken);
            _services = _services.Add((role, service));
        }
    }

    /// <summary>Takes the newest services of a kind away: no client is sent there any more, then each is ended with SIGTERM.</summary>
    public async Task RemoveAsync(ServiceRole role, int count, CancellationToken cancellationToken)
    {
        foreach (var service in Of(role).TakeLast(count))
        {
            _services = _services.RemoveAll(s => s.Service == service);
            await service.StopAsync(cancellationToken);
            service.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var service in Services)
        {
            service.Dispose();
        }
    }
}
