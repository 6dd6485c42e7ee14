using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using CqrsPrototype.Standalone;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>The standalone host as a process of its own, to be stopped and killed.</summary>
internal sealed class StandaloneProcess : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private StandaloneProcess(string directory, int[] ports, IReadOnlyDictionary<string, string>? settings)
    {
        Ports = ports;
        var start = new ProcessStartInfo("dotnet", [typeof(StandaloneOptions).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Ports__Command"] = $"{ports[0]}",
                ["Ports__Query"] = $"{ports[1]}",
                ["Ports__Gateway"] = $"{ports[2]}",
                ["ConnectionStrings__mongodb"] = "",
                ["ConnectionStrings__messaging"] = "",
                ["Data__Directory"] = directory,
            },
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Commands = Client(ports[0]);
        Queries = Client(ports[1]);
    }

    public int[] Ports { get; }

    public int Id => _process.Id;

    public HttpClient Commands { get; }

    public HttpClient Queries { get; }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    /// <param name="directory">Its data.</param>
    /// <param name="ports">Its three ports; without them, free ones.</param>
    /// <param name="settings">What it is told beside, as environment variables.</param>
    public static async Task<StandaloneProcess> StartAsync(
        string directory, int[]? ports = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var process = new StandaloneProcess(directory, ports ?? FreePorts.Take(3), settings);
        try
        {
            await Eventually.Until("the process is ready", () =>
                process.Output.Contains("Ctrl+C stops it.", StringComparison.Ordinal) || process._process.HasExited);
            process._process.HasExited.Should().BeFalse(process.Output);
            return process;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Starts it where it cannot start, and returns what it says and how it ends.</summary>
    public static async Task<(string Output, int ExitCode)> FailAsync(string directory, int[]? ports = null)
    {
        using var process = new StandaloneProcess(directory, ports ?? FreePorts.Take(3), settings: null);
        var exitCode = await process.WaitAsync();
        return (process.Output, exitCode);
    }

    public static Task<HttpResponseMessage> PostAsync(HttpClient client, string email, string name, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"email":"{{email}}","name":"{{name}}"}"""));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return client.PostAsync("/users", content, cancellationToken);
    }

    /// <summary>SIGKILL: the process gets no chance to do anything.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Asks it to end: <c>TERM</c> as a service manager does, <c>INT</c> as Ctrl+C does.</summary>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Whether it ignores Ctrl+C, as what a shell has started in its background does: processes inherit that.</summary>
    public bool IgnoresInterrupts()
    {
        const ulong Interrupt = 1 << 1;
        var status = $"/proc/{_process.Id}/status";
        return File.Exists(status)
            && File.ReadLines(status).First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is var ignored
            && (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & Interrupt) != 0;
    }

    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Commands.Dispose();
        Queries.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static HttpClient Client(int port) => new() { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Limit };

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
