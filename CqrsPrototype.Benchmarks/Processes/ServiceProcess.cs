using CqrsPrototype.Benchmarks.Backing;
using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Benchmarks.Processes;

/// <summary>One of the services as a process of its own.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private ServiceProcess(ServerProcess process, int port) => (Process, Port) = (process, port);

    public ServerProcess Process { get; }

    public int Port { get; }

    /// <param name="programs">Where the services are.</param>
    /// <param name="service">Which.</param>
    /// <param name="servers">What it works on.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<ServiceProcess> StartAsync(ServicePrograms programs, string service, OwnServers servers, CancellationToken cancellationToken)
    {
        var port = FreePorts.Take(1);
        var process = await ServerProcess.StartAsync(
            programs.PathOf(service),
            [],
            [
                ("ASPNETCORE_URLS", $"http://127.0.0.1:{port}"),
                ("ConnectionStrings__mongodb", servers.MongoDb),
                ("ConnectionStrings__messaging", servers.Messaging.OriginalString),
            ],
            AppContext.BaseDirectory,
            port,
            cancellationToken);
        return new ServiceProcess(process, port);
    }

    public void Dispose() => Process.Dispose();
}
