namespace CqrsPrototype.Benchmarks.Processes;

/// <summary>A baseline server: this very program, started with the name of the server.</summary>
internal sealed class BaselineServer : IDisposable
{
    private BaselineServer(ServerProcess process, int port) => (Process, Port) = (process, port);

    public ServerProcess Process { get; }

    public int Port { get; }

    /// <param name="name">One of those that <c>Program</c> knows.</param>
    /// <param name="directory">Where it may keep data.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<BaselineServer> StartAsync(string name, string directory, CancellationToken cancellationToken)
    {
        var port = FreePorts.Take(1)[0];
        var process = await ServerProcess.StartAsync("CqrsPrototype.Benchmarks", [name, $"{port}", directory], [], directory, port, cancellationToken);
        return new BaselineServer(process, port);
    }

    public void Dispose() => Process.Dispose();
}
