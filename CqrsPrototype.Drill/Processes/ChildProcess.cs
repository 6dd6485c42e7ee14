using System.Diagnostics;

namespace CqrsPrototype.Drill.Processes;

/// <summary>A program that this one has started. All that it says is appended to a file.</summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>When one that was told to end is taken for one that does not: it has 10 s, and the clock of a busy machine comes late.</summary>
    public static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(15);

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>How it has ended; 128 and the number of the signal if one has ended it.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Memory in use, in bytes; 0 when it has ended.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What its environment has beside that of this process.</param>
    /// <param name="log">The file.</param>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string log)
    {
        // The shell points the output to the file and becomes the program: no pipe can fill up, and nothing is lost in a kill.
        var start = new ProcessStartInfo("/bin/sh", ["-c", """log=$1; shift; exec "$@" >>"$log" 2>&1 </dev/null""", "sh", log, program, .. arguments]);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <exception cref="TimeoutException">It has not within the limit.</exception>
    public Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        _process.WaitForExitAsync(cancellationToken).WaitAsync(limit, TimeProvider.System, cancellationToken);

    /// <summary>SIGKILL; returns when it is gone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Signals.Kill(Id);
        await WaitAsync(ExitLimit, cancellationToken);
    }

    /// <summary>SIGTERM; returns when it is gone.</summary>
    /// <returns>Its exit code; <see langword="null"/> if it did not end within <see cref="ExitLimit"/>, and was killed.</returns>
    public async Task<int?> TerminateAsync(CancellationToken cancellationToken)
    {
        Signals.Terminate(Id);
        try
        {
            await WaitAsync(ExitLimit, cancellationToken);
            return ExitCode;
        }
        catch (TimeoutException)
        {
            await KillAsync(cancellationToken);
            return null;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit(ExitLimit);
        }

        _process.Dispose();
    }
}
