using System.Globalization;
using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Drill.Servers;

/// <summary>Real servers of the drill's own, to be killed at will: an instance of what the scripts <c>up</c>, <c>kill</c>, <c>down</c> and <c>reset</c> manage.</summary>
/// <remarks>
/// The scripts keep an instance in <c>CQRS_SERVICES_DIR</c>: a root filesystem with the programs, the data in <c>rootfs/srv</c>, logs, and the
/// ids of processes in <c>run/NAME.pid</c>. Making the first takes minutes; further ones share its programs by hard links.
/// </remarks>
internal sealed class ServerScripts : IAsyncDisposable
{
    private const string Original = "/var/lib/cqrs-services";
    private const int ErlangDistance = 20_000;

    // The first start may have to build everything.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly string _scripts;
    private readonly string _data;
    private readonly Dictionary<string, string> _environment;

    private ServerScripts(string scripts, string data)
    {
        (_scripts, _data) = (scripts, data);
        var mongo = FreePorts.Take(1);
        var rabbit = FreePorts.Take(4, ErlangDistance, ErlangDistance + 1);
        (RabbitMq, MongoDb) = (Server.RabbitMq(this), Server.MongoDb(this));
        Connections = new Connections($"mongodb://127.0.0.1:{mongo}", $"amqp://guest:guest@127.0.0.1:{rabbit}");
        _environment = new Dictionary<string, string>
        {
            ["CQRS_SERVICES_DIR"] = data,
            ["MONGODB_PORT"] = Text(mongo),
            ["RABBITMQ_PORT"] = Text(rabbit),
            ["RABBITMQ_MANAGEMENT_PORT"] = Text(rabbit + 1),
            ["RABBITMQ_PROMETHEUS_PORT"] = Text(rabbit + 2),
            ["RABBITMQ_STREAM_PORT"] = Text(rabbit + 3),
        };
    }

    /// <summary>Where the servers are.</summary>
    public Connections Connections { get; }

    /// <summary>The broker.</summary>
    public Server RabbitMq { get; }

    /// <summary>The database.</summary>
    public Server MongoDb { get; }

    /// <summary>Both.</summary>
    public IReadOnlyList<Server> All => [RabbitMq, MongoDb];

    /// <summary>Makes an instance and starts both servers, empty.</summary>
    /// <param name="scripts">The directory of the scripts.</param>
    /// <param name="cancellationToken">Stops waiting; what runs is then ended.</param>
    /// <exception cref="InvalidOperationException">There are no such scripts, or they failed.</exception>
    public static async Task<ServerScripts> StartAsync(string scripts, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(scripts, "up")))
        {
            throw new InvalidOperationException($"There is no script 'up' in {Path.GetFullPath(scripts)} that starts servers: name another directory with --services.");
        }

        var data = $"{Environment.GetEnvironmentVariable("CQRS_SERVICES_DIR") ?? Original}-drill-{Guid.NewGuid():N}";
        var servers = new ServerScripts(Path.GetFullPath(scripts), data);
        try
        {
            Directory.CreateDirectory(data);
            await servers.ShareProgramsAsync(cancellationToken);
            await servers.RunAsync("up", [], cancellationToken);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one of the scripts.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its last words.</exception>
    public async Task RunAsync(string script, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        await RunProgramAsync(Path.Combine(_scripts, script), arguments, cancellationToken);

    /// <summary>The id of a process of the instance.</summary>
    /// <returns><see langword="null"/> where it does not run.</returns>
    public int? ProcessId(string name)
    {
        var file = Path.Combine(_data, "run", $"{name}.pid");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Split(' ')[0], CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    public async ValueTask DisposeAsync()
    {
        // It must happen even when the run was stopped; RunProgramAsync has a limit of its own.
        await RunAsync("reset", [], CancellationToken.None);
        Directory.Delete(_data, recursive: true);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task ShareProgramsAsync(CancellationToken cancellationToken)
    {
        var original = Path.Combine(Environment.GetEnvironmentVariable("CQRS_SERVICES_DIR") ?? Original, "rootfs");
        if (Directory.Exists(original))
        {
            const string Share = """mkdir -p "$2/srv" && find "$1" -mindepth 1 -maxdepth 1 ! -name srv -exec cp --archive --link --target-directory="$2" {} +""";
            await RunProgramAsync("/bin/sh", ["-c", Share, "sh", original, Path.Combine(_data, "rootfs")], cancellationToken);
        }
    }

    private async Task RunProgramAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var log = Path.Combine(_data, "scripts.log");
        using var process = ChildProcess.Start(program, arguments, _environment, log);
        await process.WaitAsync(Limit, cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {File.ReadLines(log).LastOrDefault()}");
        }
    }
}
