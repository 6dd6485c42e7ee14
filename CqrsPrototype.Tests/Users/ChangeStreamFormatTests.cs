using System.Text;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Tests.Users;

/// <summary>The stream of changes, line by line, in a time that the test moves.</summary>
public sealed class ChangeStreamFormatTests : IAsyncLifetime
{
    private UsersApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await UsersApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_client_is_told_when_to_come_back_and_hears_a_comment_after_15_s_of_silence()
    {
        using var lines = await OpenAsync(null);
        (await NextAsync(lines)).Should().Be("retry: 1000");
        (await NextAsync(lines)).Should().BeEmpty();

        // Counted from the beginning: while a comment is on its way here, time passes for the next one already.
        var begin = _app.Time.GetTimestamp();
        for (var i = 1; i <= 2; i++)
        {
            var comment = NextAsync(lines);
            await _app.PassTimeUntil("a comment comes", () => comment.IsCompleted);

            (await comment).Should().Be(":");
            _app.Time.GetElapsedTime(begin).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(15) * i);
            (await NextAsync(lines)).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_change_is_an_id_an_event_and_one_line_of_data()
    {
        using var lines = await OpenAsync(null);
        await NextAsync(lines);
        await NextAsync(lines);

        await _app.CreateAsync("ada@computing.org", "Ada \\\"the\\u2028first\\\"");

        (await NextAsync(lines)).Should().Be("id: 0");
        (await NextAsync(lines)).Should().Be("event: user.created");
        (await NextAsync(lines)).Should().MatchRegex("""^data: \{"email":"ada@computing.org","version":1,"name":"Ada .*first.*"\}$""");
        (await NextAsync(lines)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_client_stays_while_the_store_is_away_and_hears_what_has_changed_when_it_is_back()
    {
        using var lines = await OpenAsync(null);
        await NextAsync(lines);
        await NextAsync(lines);

        _app.Failure = new EventStoreUnavailableException("The test");
        var comment = NextAsync(lines);
        await _app.PassTimeUntil("a comment comes", () => comment.IsCompleted);
        (await comment).Should().Be(":");
        await NextAsync(lines);

        _app.Failure = null;
        await _app.CreateAsync("ada@computing.org");
        var change = NextChangeAsync(lines);
        await _app.PassTimeUntil("the change comes", () => change.IsCompleted);
        (await change).Should().Be("id: 0");
        _app.Log.Errors.Should().NotContain(error => error.Contains("GET request", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("user.merged", """{"email":"ada@computing.org","with":"bob@computing.org"}""", """data: {"email":"ada@computing.org","version":2}""")]
    [InlineData("user.updated", """{"email":7""", """data: {"version":2}""")]
    public async Task A_change_whose_view_is_stuck_is_told_and_holds_up_nobody(string type, string data, string told)
    {
        await _app.CreateAsync("ada@computing.org");
        await AppendAsync("ada@computing.org", new EventData(Guid.NewGuid(), type, 1, Encoding.UTF8.GetBytes(data)));
        await _app.CreateAsync("grace@navy.mil");

        using var lines = await OpenAsync("0");

        var heard = new List<string>();
        while (heard.Count(line => line.Length == 0) < 3)
        {
            heard.Add(await NextAsync(lines));
        }

        heard.Should().ContainInOrder("id: 1", $"event: {type}", told, "id: 2", "event: user.created");
    }

    private async Task AppendAsync(string email, EventData data)
    {
        var stream = await _app.Services.GetRequiredService<StreamNaming>().StreamOfAsync(EmailAddress.Parse(email, out _)!, Cancel);
        var commit = new Commit(Guid.CreateVersion7(), stream, new StreamVersion(1), _app.Time.GetUtcNow(), [data]);
        (await _app.Services.GetRequiredService<IEventStore>().AppendAsync(commit, Cancel)).Should().Be(AppendResult.Appended);
    }

    private async Task<StreamReader> OpenAsync(string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/users/changes");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await _app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        return new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
    }

    // While it is on its way, another comment may come.
    private static async Task<string> NextChangeAsync(StreamReader lines)
    {
        string line;
        do
        {
            line = await NextAsync(lines);
        }
        while (line is ":" or "");
        return line;
    }

    private static async Task<string> NextAsync(StreamReader lines) =>
        await lines.ReadLineAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromMinutes(2), Cancel) ?? "(the end)";
}
