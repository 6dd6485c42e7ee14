using CqrsPrototype.Benchmarks.Backing;

namespace CqrsPrototype.Benchmarks.Processes;

/// <summary>The whole system on servers: one process of each service.</summary>
internal sealed class ServiceSet : IDisposable
{
    private readonly List<ServiceProcess> _processes = [];

    private ServiceSet()
    {
    }

    public ServiceProcess CommandApi => _processes[0];

    public ServiceProcess QueryApi => _processes[1];

    public ServiceProcess Projector => _processes[2];

    public static async Task<ServiceSet> StartAsync(ServicePrograms programs, OwnServers servers, CancellationToken cancellationToken)
    {
        var services = new ServiceSet();
        try
        {
            foreach (var service in (string[])[ServicePrograms.CommandApi, ServicePrograms.QueryApi, ServicePrograms.Projector])
            {
                services._processes.Add(await ServiceProcess.StartAsync(programs, service, servers, cancellationToken));
            }

            return services;
        }
        catch
        {
            services.Dispose();
            throw;
        }
    }

    public void Dispose() => _processes.ForEach(process => process.Dispose());
}
