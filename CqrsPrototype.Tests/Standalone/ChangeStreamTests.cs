using System.Net;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>The live feed of changes, against the real host.</summary>
public sealed class ChangeStreamTests : IAsyncLifetime
{
    // Much less than the reader in it would wait.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private StandaloneApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await StandaloneApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Changes_come_as_they_are_made_in_log_order()
    {
        await _app.CreateAsync("before@computing.org");
        await using var stream = await ServerSentEvents.OpenAsync(_app.Queries, null, Cancel);

        await _app.CreateAsync("ada@computing.org", "Ada");
        await _app.PutAsync("ada@computing.org", "Ada King");
        await _app.DeleteAsync("ada@computing.org");

        stream.ContentType.Should().Be("text/event-stream");
        (await stream.NextAsync()).Should().Be("1|user.created|{\"email\":\"ada@computing.org\",\"version\":1,\"name\":\"Ada\"}");
        (await stream.NextAsync()).Should().Be("2|user.updated|{\"email\":\"ada@computing.org\",\"version\":2,\"name\":\"Ada King\"}");
        (await stream.NextAsync()).Should().Be("3|user.deleted|{\"email\":\"ada@computing.org\",\"version\":3}");
    }

    [Fact]
    public async Task After_a_break_nothing_is_skipped_and_nothing_comes_again()
    {
        for (var i = 0; i < 250; i++)
        {
            await _app.CreateAsync($"user{i}@computing.org");
        }

        await using var stream = await ServerSentEvents.OpenAsync(_app.Queries, "100", Cancel);

        for (var position = 101; position < 250; position++)
        {
            (await stream.NextAsync()).Should().StartWith($"{position}|");
        }
    }

    [Fact]
    public async Task What_the_stream_tells_can_be_read_at_once()
    {
        await using var stream = await ServerSentEvents.OpenAsync(_app.Queries, null, Cancel);
        for (var i = 0; i < 20; i++)
        {
            await _app.CreateAsync($"user{i}@computing.org");

            await stream.NextAsync();

            (await _app.GetAsync($"/users/user{i}@computing.org")).StatusCode.Should().Be(HttpStatusCode.OK);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("1,2")]
    public async Task A_malformed_Last_Event_ID_is_400(string id) =>
        await (await _app.GetAsync("/users/changes", ("Last-Event-ID", id))).ShouldBeProblemAsync("invalid-request", 400);

    [Fact]
    public async Task A_client_that_listens_does_not_hold_up_the_end_of_the_process()
    {
        await _app.CreateAsync("ada@computing.org");
        await using var stream = await ServerSentEvents.OpenAsync(_app.Queries, null, Cancel);
        var waiting = _app.GetAsync("/users/ada@computing.org?minVersion=2", ("Prefer", "wait=30"));
        var views = _app.Services.GetRequiredService<EventSourcingSignals>().Views;
        await Eventually.Until("a reader waits for the user", () => views.Waiting == 1);

        _app.HaveTimeToStop();
        await _app.RestartAsync().WaitAsync(Limit, Cancel);

        ((long)(await (await waiting).ShouldBeProblemAsync("read-model-behind", 503))["currentVersion"]!).Should().Be(1);
    }
}
