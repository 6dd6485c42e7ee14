using System.Collections.Concurrent;
using System.Net;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>The process survives being killed: what it has acknowledged is there, and every view is the fold of its stream.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly int[] _ports = FreePorts.Take(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Killed_under_load_and_started_again_it_has_every_command_that_was_acknowledged()
    {
        var acknowledged = new ConcurrentDictionary<string, long>();
        for (var round = 0; round < 3; round++)
        {
            using var process = await StandaloneProcess.StartAsync(_directory.Path, _ports);
            await LoadAsync(process, round, acknowledged, process.Kill);
        }

        acknowledged.Should().HaveCountGreaterThan(100);
        await ShouldBeThereAsync(acknowledged);
    }

    [Fact]
    public async Task Ended_under_load_it_exits_with_0_and_has_every_command_that_was_acknowledged()
    {
        var acknowledged = new ConcurrentDictionary<string, long>();
        using (var process = await StandaloneProcess.StartAsync(_directory.Path, _ports))
        {
            (await LoadAsync(process, 0, acknowledged, () => process.Signal("TERM"))).Should().Be(0);
            process.Output.Should().NotContain("Z fail ");
        }

        await ShouldBeThereAsync(acknowledged);
    }

    // Writes until enough is acknowledged, then lets the process end in the middle of it; returns its exit code.
    private static async Task<int> LoadAsync(StandaloneProcess process, int round, ConcurrentDictionary<string, long> acknowledged, Action end)
    {
        var enough = acknowledged.Count + 100;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var clients = Enumerable.Range(0, 16).Select(client => Task.Run(() => WriteAsync(process, $"r{round}c{client}", acknowledged, ended.Token))).ToList();
        await Eventually.Until("a hundred commands are acknowledged", () => acknowledged.Count >= enough);

        end();
        var exitCode = await process.WaitAsync();
        await ended.CancelAsync();
        await Task.WhenAll(clients);
        return exitCode;
    }

    private async Task ShouldBeThereAsync(ConcurrentDictionary<string, long> acknowledged)
    {
        using var process = await StandaloneProcess.StartAsync(_directory.Path, _ports);
        foreach (var (email, version) in acknowledged)
        {
            (await ShouldBeTheFoldAsync(process, email)).Should().BeGreaterThanOrEqualTo(version, email);
        }

        // Some that nobody was told of are there too, and just as whole.
        foreach (var email in (await ListAsync(process)).Except(acknowledged.Keys))
        {
            await ShouldBeTheFoldAsync(process, email);
        }
    }

    // Creates users, renames each and deletes every other, until the process is gone; remembers what it was told.
    private static async Task WriteAsync(StandaloneProcess process, string client, ConcurrentDictionary<string, long> acknowledged, CancellationToken ended)
    {
        try
        {
            for (var i = 0; !ended.IsCancellationRequested; i++)
            {
                var email = $"{client}n{i}@computing.org";
                using var created = await StandaloneProcess.PostAsync(process.Commands, email, "Ada", ended);
                created.StatusCode.Should().Be(HttpStatusCode.Created);
                acknowledged[email] = 1;
                using var content = new StringContent("""{"name":"Ada King"}""", System.Text.Encoding.UTF8, "application/json");
                using var renamed = await process.Commands.PutAsync($"/users/{email}", content, ended);
                renamed.StatusCode.Should().Be(HttpStatusCode.OK);
                acknowledged[email] = 2;
                if (i % 2 == 0)
                {
                    using var deleted = await process.Commands.DeleteAsync($"/users/{email}", ended);
                    deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
                    acknowledged[email] = 3;
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // The process is gone: the command that was under way was not acknowledged.
        }
    }

    // The versions of the stream have no gap, and the view is what its events make; returns the version.
    private static async Task<long> ShouldBeTheFoldAsync(StandaloneProcess process, string email)
    {
        using var history = await process.Queries.GetAsync($"/users/{email}/history", Cancel);
        var events = (await history.JsonAsync())["items"]!.AsArray();
        events.Select(e => (long)e!["version"]!).Should().Equal(Enumerable.Range(1, events.Count).Select(v => (long)v));

        using var read = await StandaloneApplication.SendAsync(process.Queries, HttpMethod.Get, $"/users/{email}?minVersion={events.Count}", null);
        if ((string)events[^1]!["type"]! == "user.deleted")
        {
            await read.ShouldBeProblemAsync("user-not-found", 404);
            return events.Count;
        }

        var view = await read.JsonAsync();
        ((string)view["name"]!).Should().Be((string)events[^1]!["data"]!["name"]!);
        ((long)view["version"]!).Should().Be(events.Count);
        ((string)view["createdAt"]!).Should().Be((string)events[0]!["at"]!);
        ((string)view["updatedAt"]!).Should().Be((string)events[^1]!["at"]!);
        return events.Count;
    }

    private static async Task<IReadOnlyList<string>> ListAsync(StandaloneProcess process)
    {
        var (emails, next) = (new List<string>(), "");
        while (true)
        {
            using var response = await process.Queries.GetAsync($"/users?limit=200{next}", Cancel);
            var page = await response.JsonAsync();
            emails.AddRange(page["items"]!.AsArray().Select(user => (string)user!["email"]!));
            if (page["next"] is not { } cursor)
            {
                return emails;
            }

            next = $"&after={cursor}";
        }
    }
}
