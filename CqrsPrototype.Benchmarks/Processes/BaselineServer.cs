using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Benchmarks.Processes;

/// <summary>A baseline server: this very program, started with the name of the server.</summary>
internal sealed class BaselineServer : IDisposable
{
    private BaselineServer(ServerProcess process, int port) => (Process, Port) = (process, port);

    public ServerProcess Process { get; }

    public int Port { get; }

    /// <param name="name">One of those that <c>Program</c> knows.</param>
    /// <param name="data">Where it keeps data: a directory, or the addresses of servers.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<BaselineServer> StartAsync(string name, IReadOnlyList<string> data, CancellationToken cancellationToken)
    {
        var port = FreePorts.Take(1);
        var process = await ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "CqrsPrototype.Benchmarks"), [name, $"{port}", .. data], [], AppContext.BaseDirectory, port, cancellationToken);
        return new BaselineServer(process, port);
    }

    public void Dispose() => Process.Dispose();
}
