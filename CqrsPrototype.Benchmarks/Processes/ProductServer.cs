using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Benchmarks.Processes;

/// <summary>The standalone host as a user runs it.</summary>
internal sealed class ProductServer : IDisposable
{
    private ProductServer(ServerProcess process, int commandPort, int queryPort) =>
        (Process, CommandPort, QueryPort) = (process, commandPort, queryPort);

    public ServerProcess Process { get; }

    public int CommandPort { get; }

    public int QueryPort { get; }

    /// <summary>Where a server that is started in a directory keeps its data.</summary>
    public static string DataOf(string directory) => Path.Combine(directory, "data");

    /// <summary>Starts it on a directory.</summary>
    /// <param name="directory">What is beside its data is of the caller.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="settings">What it is told beside, as environment variables.</param>
    public static async Task<ProductServer> StartAsync(
        string directory, CancellationToken cancellationToken, params IReadOnlyList<(string Name, string Value)> settings)
    {
        var first = FreePorts.Take(3);
        int[] ports = [first, first + 1, first + 2];
        var process = await ServerProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "CqrsPrototype.Standalone"),
            [],
            [("Ports__Command", $"{ports[0]}"), ("Ports__Query", $"{ports[1]}"), ("Ports__Gateway", $"{ports[2]}"), ("Data__Directory", DataOf(directory)),
                ("ConnectionStrings__mongodb", ""), ("ConnectionStrings__messaging", ""), .. settings],
            directory,
            ports[0],
            cancellationToken);
        return new ProductServer(process, ports[0], ports[1]);
    }

    public void Dispose() => Process.Dispose();
}
