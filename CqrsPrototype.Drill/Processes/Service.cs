using System.Collections.Concurrent;
using CqrsPrototype.Drill.Servers;

namespace CqrsPrototype.Drill.Processes;

/// <summary>A service as a process of its own, on a port of its own.</summary>
internal sealed class Service : IMember, IDisposable
{
    private const int EndedBySigterm = 143;

    private readonly string _program;
    private readonly string _log;
    private readonly Dictionary<string, string> _environment;
    private readonly ConcurrentQueue<string> _misbehaviour;
    private ChildProcess? _process;

    /// <param name="name">What it is called in the report.</param>
    /// <param name="program">The path of the program.</param>
    /// <param name="connections">Where the servers are.</param>
    /// <param name="settings">What it is told beside, as environment variables.</param>
    /// <param name="logs">The directory of its log.</param>
    /// <param name="misbehaviour">Gets a line when it ends by itself, or does not end when it is asked to.</param>
    public Service(
        string name, string program, Connections connections, IReadOnlyDictionary<string, string> settings, string logs, ConcurrentQueue<string> misbehaviour)
    {
        (Name, _program, _misbehaviour) = (name, program, misbehaviour);
        _log = Path.Combine(logs, $"{name}.log");
        File.Delete(_log);
        Address = new Uri($"http://127.0.0.1:{FreePorts.Take(1)}");
        _environment = new Dictionary<string, string>(settings)
        {
            ["ASPNETCORE_URLS"] = Address.OriginalString,
            ["ConnectionStrings__mongodb"] = connections.MongoDb,
            ["ConnectionStrings__messaging"] = connections.Messaging,
        };
    }

    public string Name { get; }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Memory in use, in bytes; 0 when it does not run.</summary>
    public long Memory => _process?.Memory ?? 0;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Runs())
        {
            _process = ChildProcess.Start(_program, [], _environment, _log);
        }

        return Task.CompletedTask;
    }

    public async Task KillAsync(CancellationToken cancellationToken)
    {
        if (Runs())
        {
            await _process!.KillAsync(cancellationToken);
            Forget();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Runs())
        {
            // One that does not listen yet may have no way of its own to end.
            var listens = FreePorts.IsTaken(Address.Port);
            var exitCode = await _process!.TerminateAsync(cancellationToken);
            if (exitCode != 0 && (listens || exitCode != EndedBySigterm))
            {
                _misbehaviour.Enqueue($"{Name} {(exitCode is null ? "did not end within 10 s of SIGTERM" : $"ended with exit code {exitCode} on SIGTERM")}: see {_log}");
            }

            Forget();
        }
    }

    public void Freeze()
    {
        if (Runs())
        {
            Signals.Stop(_process!.Id);
        }
    }

    public void Continue()
    {
        if (Runs())
        {
            Signals.Continue(_process!.Id);
        }
    }

    public void Dispose() => _process?.Dispose();

    /// <summary>Whether it runs; says so in the report if it has ended by itself.</summary>
    public bool Runs()
    {
        if (_process is not { HasExited: true } ended)
        {
            return _process is not null;
        }

        _misbehaviour.Enqueue($"{Name} has ended by itself with exit code {ended.ExitCode}: see {_log}");
        Forget();
        return false;
    }

    private void Forget()
    {
        _process?.Dispose();
        _process = null;
    }
}
