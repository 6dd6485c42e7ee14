using System.Diagnostics;
using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>The product with some settings, and clients that create users on it.</summary>
internal sealed class TelemetryServer : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Numbers _users = new();
    private ProductServer? _product;
    private ClosedLoop? _clients;

    private TelemetryServer()
    {
    }

    public static async Task<TelemetryServer> StartAsync(int connections, IReadOnlyList<(string Name, string Value)> settings, CancellationToken cancellationToken)
    {
        var server = new TelemetryServer();
        try
        {
            server._product = await ProductServer.StartAsync(server._directory.Path, cancellationToken, settings);
            server._clients = await ClosedLoop.OpenAsync(server._product.CommandPort, connections, cancellationToken);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Creates users until the time is up.</summary>
    /// <returns>Commands per second, and the time that the server had a processor for each, in µs.</returns>
    public async Task<(double Rate, double Cost)> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var (begin, before) = (Stopwatch.GetTimestamp(), _product!.Process.ProcessorTime);
        var rate = await _clients!.RunAsync(new UserRequests.Create(), _users, duration, cancellationToken);
        var commands = rate * Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return (rate, (_product.Process.ProcessorTime - before).TotalMicroseconds / commands);
    }

    public void Dispose()
    {
        _clients?.Dispose();
        _product?.Dispose();
        _directory.Dispose();
    }
}
