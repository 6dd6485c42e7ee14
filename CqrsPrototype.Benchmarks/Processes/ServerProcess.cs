using System.Diagnostics;
using System.Net.Sockets;
using CqrsPrototype.Benchmarks.Load;

namespace CqrsPrototype.Benchmarks.Processes;

/// <summary>A server in a process of its own; disposing kills it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan StartUp { get; private set; }

    /// <summary>Memory in use now, in bytes.</summary>
    public long Memory => Fresh().WorkingSet64;

    /// <summary>The most memory that was ever in use, in bytes.</summary>
    public long PeakMemory => Fresh().PeakWorkingSet64;

    /// <summary>The time that it has had a processor.</summary>
    public TimeSpan ProcessorTime => Fresh().TotalProcessorTime;

    /// <summary>Starts a program and waits until it answers.</summary>
    /// <param name="program">Its path, without the extension that Windows wants.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="settings">Environment variables.</param>
    /// <param name="directory">Its working directory.</param>
    /// <param name="port">The port that shows when it is ready: GET /health is then 200.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<ServerProcess> StartAsync(
        string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> settings, string directory, int port,
        CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        var server = new ServerProcess(Start(program, arguments, settings, directory));
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(StartLimit);
            while (!await AnswersAsync(port, limit.Token))
            {
                if (server._process.HasExited)
                {
                    throw new InvalidOperationException($"{program} has ended with exit code {server._process.ExitCode}.");
                }

                await Task.Delay(Poll, TimeProvider.System, limit.Token);
            }

            server.StartUp = Stopwatch.GetElapsedTime(begin);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit(TimeSpan.FromSeconds(10));
        _process.Dispose();
    }

    private static Process Start(
        string program, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> settings, string directory)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? program + ".exe" : program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true };
        SocketSettings.RemoveFrom(start.Environment);
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;

        // What it says is of no interest, but somebody must read it, or it would wait for a reader.
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerLimit);
        try
        {
            using var connection = await HttpConnection.OpenAsync(port, limit.Token);
            var request = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8;
            request.CopyTo(connection.Request);
            return await connection.SendAsync(request.Length, limit.Token) == 200;
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // Not yet.
            return false;
        }
    }

    private Process Fresh()
    {
        _process.Refresh();
        return _process;
    }
}
