using System.Diagnostics;
using System.Text.RegularExpressions;
using CqrsPrototype.Tests.Repository;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>The requests that a newcomer is told to try, sent as they stand in the text, but to the ports of the test.</summary>
public sealed partial class DocumentedRequestTests : IAsyncLifetime
{
    private StandaloneApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await StandaloneApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Each_request_of_requests_http_gets_the_status_that_stands_above_it()
    {
        var requests = HttpFileRequest.ParseAll(ToThisHost(Repo.Read("requests.http"))).ToList();

        requests.Should().HaveCountGreaterThan(10);
        using var client = new HttpClient();
        foreach (var request in requests)
        {
            using var message = request.ToMessage();
            using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, Cancel);

            ((int)response.StatusCode).Should().Be(request.Status, request.Title);
        }
    }

    [Fact]
    public async Task Each_curl_command_of_the_README_gets_the_status_that_stands_behind_it_or_a_success()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "The commands are for a POSIX shell.");
        var commands = CurlCommand().Matches(ToThisHost(Repo.Read("README.md").Replace("\\\n", " ", StringComparison.Ordinal))).Select(m => m.Value).ToList();

        commands.Should().HaveCountGreaterThan(5);
        foreach (var command in commands)
        {
            var (answer, status) = (await RunAsync(command), StatusInComment().Match(command));

            answer.Should().StartWith(status.Success ? $"HTTP/1.1 {status.Groups[1].Value} " : "HTTP/1.1 2", command);
        }
    }

    // The first line of the answer: a stream has no end.
    private static async Task<string> RunAsync(string command)
    {
        var limited = Regex.Replace(command, "^curl", "exec curl -s -i --max-time 120");
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", limited]) { RedirectStandardOutput = true })!;
        var answer = await shell.StandardOutput.ReadLineAsync(Cancel);
        shell.Kill();
        await shell.WaitForExitAsync(Cancel);
        return answer ?? "";
    }

    private string ToThisHost(string text) => text
        .Replace("localhost:8000", $"localhost:{_app.Ports[0]}", StringComparison.Ordinal)
        .Replace("localhost:9000", $"localhost:{_app.Ports[1]}", StringComparison.Ordinal)
        .Replace("localhost:8080", $"localhost:{_app.Ports[2]}", StringComparison.Ordinal);

    [GeneratedRegex("^curl .*$", RegexOptions.Multiline)]
    private static partial Regex CurlCommand();

    [GeneratedRegex(@"# (\d\d\d)\b")]
    private static partial Regex StatusInComment();
}
