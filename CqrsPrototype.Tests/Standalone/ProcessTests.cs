using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>How the process starts, ends, and survives being killed.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task It_says_where_things_are_and_ends_with_0_on_SIGTERM()
    {
        using var process = await StandaloneProcess.StartAsync(_directory.Path);
        (await StandaloneProcess.PostAsync(process.Commands, "ada@computing.org", "Ada", Cancel)).StatusCode.Should().Be(HttpStatusCode.Created);
        var clock = Stopwatch.StartNew();

        process.Terminate();

        (await process.WaitAsync()).Should().Be(0);
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
        process.Output.Should().Contain($"http://localhost:{process.Ports[0]}").And.Contain(_directory.Path).And.NotContain("warn:").And.NotContain("fail:");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_line()
    {
        using var first = await StandaloneProcess.StartAsync(_directory.Path);
        using var second = new TemporaryDirectory();

        var (output, exitCode) = await StandaloneProcess.FailAsync(second.Path, first.Ports);

        ShouldBeOneLine(output, exitCode).Should().Contain($"{first.Ports[0]}").And.Contain("Ports__Command");
    }

    [Fact]
    public async Task A_data_directory_that_another_process_uses_is_said_in_one_line()
    {
        using var first = await StandaloneProcess.StartAsync(_directory.Path);

        var (output, exitCode) = await StandaloneProcess.FailAsync(_directory.Path);

        ShouldBeOneLine(output, exitCode).Should().Contain("in use by another process").And.Contain("Data__Directory");
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written_is_said_in_one_line()
    {
        var file = Path.Combine(_directory.Path, "file");
        await File.WriteAllTextAsync(file, "", Cancel);

        var (output, exitCode) = await StandaloneProcess.FailAsync(Path.Combine(file, "data"));

        ShouldBeOneLine(output, exitCode).Should().Contain("cannot be written").And.Contain("Data__Directory");
    }

    [Fact]
    public async Task Killed_under_load_and_started_again_it_has_every_command_that_was_acknowledged()
    {
        var acknowledged = new ConcurrentDictionary<string, long>();
        var ports = FreePorts.Take(3);
        for (var round = 0; round < 3; round++)
        {
            using var process = await StandaloneProcess.StartAsync(_directory.Path, ports);
            await LoadUntilKilledAsync(process, round, acknowledged);
        }

        acknowledged.Should().HaveCountGreaterThan(100);
        using var last = await StandaloneProcess.StartAsync(_directory.Path, ports);
        foreach (var (email, version) in acknowledged)
        {
            await ShouldBeAtLeastAsync(last, email, version);
        }
    }

    private static async Task LoadUntilKilledAsync(StandaloneProcess process, int round, ConcurrentDictionary<string, long> acknowledged)
    {
        var enough = acknowledged.Count + 100;
        using var killed = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var clients = Enumerable.Range(0, 16).Select(client => Task.Run(() => WriteAsync(process, $"r{round}c{client}", acknowledged, killed.Token))).ToList();
        await Eventually.Until("a hundred commands are acknowledged", () => acknowledged.Count >= enough);

        process.Kill();
        await process.WaitAsync();
        await killed.CancelAsync();
        await Task.WhenAll(clients);
    }

    // Creates users and renames each until the process is gone; remembers what it was told.
    private static async Task WriteAsync(StandaloneProcess process, string client, ConcurrentDictionary<string, long> acknowledged, CancellationToken killed)
    {
        try
        {
            for (var i = 0; !killed.IsCancellationRequested; i++)
            {
                var email = $"{client}n{i}@computing.org";
                using var created = await StandaloneProcess.PostAsync(process.Commands, email, "Ada", killed);
                created.StatusCode.Should().Be(HttpStatusCode.Created);
                acknowledged[email] = 1;
                using var content = new StringContent("""{"name":"Ada King"}""", System.Text.Encoding.UTF8, "application/json");
                using var renamed = await process.Commands.PutAsync($"/users/{email}", content, killed);
                renamed.StatusCode.Should().Be(HttpStatusCode.OK);
                acknowledged[email] = 2;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // The process is gone: the command that was under way was not acknowledged.
        }
    }

    private static async Task ShouldBeAtLeastAsync(StandaloneProcess process, string email, long version)
    {
        using var history = await process.Queries.GetAsync($"/users/{email}/history", Cancel);
        var events = (await history.JsonAsync())["items"]!.AsArray();
        events.Select(e => (long)e!["version"]!).Should().Equal(Enumerable.Range(1, events.Count).Select(v => (long)v));
        events.Count.Should().BeGreaterThanOrEqualTo((int)version, email);

        using var read = await process.Queries.GetAsync($"/users/{email}?minVersion={events.Count}", Cancel);
        var view = await read.JsonAsync();
        ((string)view["name"]!).Should().Be((string)events[^1]!["data"]!["name"]!);
        ((string)view["createdAt"]!).Should().Be((string)events[0]!["at"]!);
        ((string)view["updatedAt"]!).Should().Be((string)events[^1]!["at"]!);
    }

    private static string ShouldBeOneLine(string output, int exitCode)
    {
        exitCode.Should().NotBe(0);
        return output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Should().ContainSingle(output).Subject;
    }
}
