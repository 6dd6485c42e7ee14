using System.Net;
using System.Text.Json.Nodes;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.EventSourcing.Projections;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;

namespace CqrsPrototype.Tests.Operations;

/// <summary>Streams whose projection failed are seen, and go on in order once the cause is gone.</summary>
public sealed class StuckStreamTests : IAsyncLifetime
{
    private readonly StreamId _bad = Some.Stream("user");
    private readonly StreamId _good = Some.Stream("user");
    private OperationsApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await OperationsApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_stream_whose_event_throws_is_listed_with_event_error_and_attempts()
    {
        await GetStuckAtVersion2Async();

        var entry = (await ItemsAsync("/operations/stuck")).Should().ContainSingle().Subject!;
        entry.ToJsonString().Should().Be(
            $$"""{"projection":"users","generation":1,"stream":"{{_bad}}","version":2,"event":"user.updated","error":"InvalidOperationException: spoilt","at":"2026-11-24T10:00:00.123Z","attempts":2}""");
    }

    [Fact]
    public async Task Retry_puts_the_view_right_in_order_once_the_cause_is_gone()
    {
        await GetStuckAtVersion2Async();
        _app.Projection.Spoilt = Spoilt.Nothing;

        (await _app.PostAsync($"/operations/stuck/{_bad}/retry")).StatusCode.Should().Be(HttpStatusCode.NoContent);

        var view = await FindAsync(_bad);
        view!.Version.Value.Should().Be(3);
        ((string)JsonNode.Parse(view.Body!.Value.Span)!["name"]!).Should().Be("Ada the Third");
        (await ItemsAsync("/operations/stuck")).Should().BeEmpty();
    }

    [Fact]
    public async Task While_the_cause_is_there_retry_says_so_and_the_attempt_counts()
    {
        await GetStuckAtVersion2Async();

        await (await _app.PostAsync($"/operations/stuck/{_bad}/retry")).ShouldBeProblemAsync("still-stuck", 409);

        (await ItemsAsync("/operations/stuck")).Select(entry => (int)entry!["attempts"]!).Should().Equal(3);
        (await FindAsync(_bad))!.Version.Value.Should().Be(1);
    }

    [Fact]
    public async Task A_stream_that_is_not_stuck_cannot_be_retried() =>
        await (await _app.PostAsync($"/operations/stuck/{_good}/retry")).ShouldBeProblemAsync("stuck-stream-not-found", 404);

    [Theory]
    [InlineData("nohyphen")]
    [InlineData("user-%C3%A9")]
    [InlineData("user-%")]
    public async Task What_is_no_name_of_a_stream_is_400(string stream) =>
        await (await _app.PostAsync($"/operations/stuck/{stream}/retry")).ShouldBeProblemAsync("invalid-request", 400);

    [Fact]
    public async Task The_list_goes_page_by_page_through_the_views_that_this_process_knows()
    {
        var (users, accounts, older) = (new ViewName("users", 1), new ViewName("accounts", 1), new ViewName("users", 7));
        foreach (var (view, name) in new[] { (users, "b"), (users, "a"), (accounts, "d"), (accounts, "c"), (older, "e") })
        {
            await _app.Get<IStuckStreams>().ReportAsync(Entry(view, name), Cancel);
        }

        var (streams, path) = (new List<string>(), "/operations/stuck?limit=1");
        for (var next = ""; next is not null;)
        {
            var page = await (await _app.GetAsync($"{path}{next}")).JsonAsync();
            streams.AddRange(page["items"]!.AsArray().Select(entry => (string)entry!["stream"]!));
            next = page["next"] is { } cursor ? $"&after={cursor}" : null;
        }

        streams.Should().Equal("user-c", "user-d", "user-a", "user-b");
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=x")]
    [InlineData("after=")]
    [InlineData("after=*")]
    [InlineData("after=dmlld3Nfb3RoZXJzX2cxIHVzZXItYQ")]
    [InlineData("after=YQ&after=YQ")]
    public async Task Parameters_that_are_malformed_are_400(string query) =>
        await (await _app.GetAsync($"/operations/stuck?{query}")).ShouldBeProblemAsync("invalid-request", 400);

    // Version 1 is in the view, version 2 cannot be projected, version 3 waits behind it; another stream goes on meanwhile.
    private async Task GetStuckAtVersion2Async()
    {
        await ProjectAsync(await _app.AppendAsync(_bad, 0, new UserCreated("bad@x", "Ada")));
        _app.Projection.Spoilt = Spoilt.Apply;
        await ProjectAsync(await _app.AppendAsync(_bad, 1, new UserUpdated("bad@x", "Ada the Second")));
        await ProjectAsync(await _app.AppendAsync(_bad, 2, new UserUpdated("bad@x", "Ada the Third")));
        await ProjectAsync(await _app.AppendAsync(_good, 0, new UserCreated("good@x", "Grace")));
        ((await FindAsync(_bad))!.Version.Value, (await FindAsync(_good))!.Version.Value).Should().Be((1, 1));
    }

    private ValueTask ProjectAsync(Commit commit) =>
        _app.Get<IEnumerable<IViewUpdater>>().Single(updater => updater.Name == UserProjection.View).UpdateAsync(commit.Recorded(), Cancel);

    private static StuckStream Entry(ViewName view, string name) =>
        new(view, StreamId.Of("user", name), new StreamVersion(1), "user.created", "It went wrong.", Some.Time, 1);

    private ValueTask<StoredView?> FindAsync(StreamId stream) => _app.Get<IViewReader>().FindAsync(UserProjection.View, stream, Cancel);

    private async Task<JsonArray> ItemsAsync(string path) => (await (await _app.GetAsync(path)).JsonAsync())["items"]!.AsArray();
}
