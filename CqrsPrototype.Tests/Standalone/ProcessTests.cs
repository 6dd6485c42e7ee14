using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CqrsPrototype.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>How the process starts and ends.</summary>
public sealed class ProcessTests : IDisposable
{
    // It has 10 s, and as many again where others have the processors.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_says_where_things_are_and_ends_with_0_when_it_is_asked_to(string signal)
    {
        using var process = await StandaloneProcess.StartAsync(_directory.Path);
        Assert.SkipWhen(signal == "INT" && process.IgnoresInterrupts(), "These tests run in the background of a shell, where processes ignore Ctrl+C.");
        (await StandaloneProcess.PostAsync(process.Commands, "ada@computing.org", "Ada", Cancel)).StatusCode.Should().Be(HttpStatusCode.Created);
        var clock = Stopwatch.StartNew();

        process.Signal(signal);

        (await process.WaitAsync()).Should().Be(0);
        clock.Elapsed.Should().BeLessThan(Limit);
        process.Output.Should().Contain($"http://localhost:{process.Ports[0]}").And.Contain(_directory.Path).And.NotMatchRegex("Z (fail |warn CqrsPrototype)");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_line()
    {
        using var first = await StandaloneProcess.StartAsync(_directory.Path);
        using var second = new TemporaryDirectory();

        var (output, exitCode) = await StandaloneProcess.FailAsync(second.Path, first.Ports);

        ShouldBeOneLine(output, exitCode).Should().Contain($"{first.Ports[0]}").And.Contain("Ports__Command").And.NotContain("ASPNETCORE_URLS");
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
    public async Task A_data_file_of_a_newer_program_is_refused_in_one_line()
    {
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "cqrs.db")};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 1000";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        var (output, exitCode) = await StandaloneProcess.FailAsync(_directory.Path);

        ShouldBeOneLine(output, exitCode).Should().Contain("schema version 1000").And.Contain("newer program");
    }

    [Fact]
    public async Task A_file_that_is_no_data_file_is_refused_in_one_line()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "cqrs.db"), new string('x', 5000), Cancel);

        var (output, exitCode) = await StandaloneProcess.FailAsync(_directory.Path);

        ShouldBeOneLine(output, exitCode).Should().Contain("cqrs.db").And.Contain("backup");
    }

    [Fact]
    public async Task A_client_that_does_not_finish_its_request_does_not_keep_the_process_from_ending()
    {
        using var process = await StandaloneProcess.StartAsync(_directory.Path);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, process.Ports[0], Cancel);
        await client.GetStream().WriteAsync(
            "POST /users HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"u8.ToArray(), Cancel);
        (await client.GetStream().ReadAsync(new byte[100], Cancel)).Should().BePositive("the server says that it waits for the body");
        var clock = Stopwatch.StartNew();

        process.Signal("TERM");

        (await process.WaitAsync()).Should().Be(0);
        clock.Elapsed.Should().BeLessThan(Limit);
        process.Output.Should().NotContain("Z fail ");
    }

    private static string ShouldBeOneLine(string output, int exitCode)
    {
        exitCode.Should().NotBe(0);
        return output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Should().ContainSingle(output).Subject;
    }
}
