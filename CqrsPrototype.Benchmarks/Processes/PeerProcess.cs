using System.Diagnostics;
using System.Globalization;
using CqrsPrototype.Benchmarks.Backing;
using CqrsPrototype.Drill.Publishing;

namespace CqrsPrototype.Benchmarks.Processes;

/// <summary>Other systems, in a process of their own since their packages shall touch nothing else: it measures what it is told to, line by line.</summary>
internal sealed class PeerProcess : IDisposable
{
    private const string Project = "CqrsPrototype.Peers";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly OwnServers _servers;

    private PeerProcess(Process process, OwnServers servers) => (_process, _servers) = (process, servers);

    /// <summary>The systems, as the process knows and as people know them.</summary>
    public static IReadOnlyList<(string Name, string Title)> Peers { get; } = [("masstransit", "MassTransit 8.5"), ("wolverine", "Wolverine 6")];

    /// <summary>Publishes the program; what has not changed is not built again.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="InvalidOperationException">It cannot be built.</exception>
    public static async Task<string> BuildAsync(CancellationToken cancellationToken)
    {
        var project = Path.Combine(ServicePrograms.Repository, "benchmarks", Project);
        return Path.Combine(await Publisher.PublishProjectAsync(project, Path.Combine(ServicePrograms.Repository, "artifacts", "peers"), cancellationToken), Project);
    }

    /// <param name="path">What <see cref="BuildAsync"/> returned.</param>
    /// <param name="servers">The broker, with nothing else on it.</param>
    public static PeerProcess Start(string path, OwnServers servers)
    {
        var start = new ProcessStartInfo(path, [servers.Messaging.OriginalString]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        SocketSettings.RemoveFrom(start.Environment);
        return new PeerProcess(Process.Start(start)!, servers);
    }

    /// <summary>Publishes messages until the broker has confirmed them.</summary>
    /// <returns>Messages per second.</returns>
    public async Task<double> PublishAsync(string peer, int messages, CancellationToken cancellationToken)
    {
        var rate = await MeasureAsync($"{peer} publish {messages}", cancellationToken);
        await _servers.PurgeAsync($"peer-{peer}", cancellationToken);
        return rate;
    }

    /// <summary>Publishes and consumes at once until a handler has had each message.</summary>
    /// <returns>Messages per second.</returns>
    public Task<double> PublishAndConsumeAsync(string peer, int messages, CancellationToken cancellationToken) =>
        MeasureAsync($"{peer} both {messages}", cancellationToken);

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }

    // What it says beside the figure, such as a framework's greeting, is passed over.
    private async Task<double> MeasureAsync(string what, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(what.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        while (true)
        {
            var line = await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Limit, TimeProvider.System, cancellationToken)
                ?? throw new InvalidOperationException($"{Project} has ended instead of measuring '{what}'.");
            if (double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate))
            {
                return rate;
            }
        }
    }
}
