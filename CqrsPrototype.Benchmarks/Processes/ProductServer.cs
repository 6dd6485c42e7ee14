namespace CqrsPrototype.Benchmarks.Processes;

/// <summary>The standalone host as a user runs it.</summary>
internal sealed class ProductServer : IDisposable
{
    private ProductServer(ServerProcess process, int commandPort, int queryPort) =>
        (Process, CommandPort, QueryPort) = (process, commandPort, queryPort);

    public ServerProcess Process { get; }

    public int CommandPort { get; }

    public int QueryPort { get; }

    public static async Task<ProductServer> StartAsync(string directory, CancellationToken cancellationToken)
    {
        var ports = FreePorts.Take(3);
        var process = await ServerProcess.StartAsync(
            "CqrsPrototype.Standalone",
            [],
            [("Ports__Command", $"{ports[0]}"), ("Ports__Query", $"{ports[1]}"), ("Ports__Gateway", $"{ports[2]}"), ("Data__Directory", Path.Combine(directory, "data")),
                ("ConnectionStrings__mongodb", ""), ("ConnectionStrings__messaging", "")],
            directory,
            ports[0],
            cancellationToken);
        return new ProductServer(process, ports[0], ports[1]);
    }

    public void Dispose() => Process.Dispose();
}
