using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;

namespace CqrsPrototype.Tests.Operations;

/// <summary>How far each projection is, and what it needs.</summary>
public sealed class ProjectionStatusTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_a_projection_is_dead_its_lag_grows_in_events_and_seconds()
    {
        await using var app = await OperationsApplication.StartAsync();
        await app.AppendAsync(Some.Stream("user"), 0, new UserCreated("ada@x", "Ada"));
        app.Time.Advance(TimeSpan.FromSeconds(1.5));
        await app.AppendAsync(Some.Stream("user"), 0, new UserCreated("bob@x", "Bob"));

        (await UsersAsync(app)).Should().Be(
            """{"name":"users","generation":1,"state":"live","eventsApplied":0,"position":0,"lag":{"events":2,"seconds":1.5},"stuckStreams":0}""");
    }

    [Fact]
    public async Task A_projection_that_has_caught_up_has_no_lag()
    {
        await using var app = await OperationsApplication.StartAsync(register: services => services.AddLogFeeds());
        await app.AppendAsync(Some.Stream("user"), 0, new UserCreated("ada@x", "Ada"));

        const string CaughtUp =
            """{"name":"users","generation":1,"state":"live","eventsApplied":1,"position":1,"lag":{"events":0,"seconds":0},"stuckStreams":0}""";
        await Eventually.Until("the projection has caught up", async () => await UsersAsync(app) == CaughtUp);
        app.Time.Advance(TimeSpan.FromHours(1));

        (await UsersAsync(app)).Should().Be(CaughtUp);
    }

    [Fact]
    public async Task Its_stuck_streams_are_counted()
    {
        await using var app = await OperationsApplication.StartAsync();
        foreach (var stream in new[] { Some.Stream("user"), Some.Stream("user") })
        {
            await app.Get<IStuckStreams>().ReportAsync(
                new StuckStream(UserProjection.View, stream, new StreamVersion(1), "user.created", "It went wrong.", Some.Time, 1), Cancel);
        }

        (await UsersAsync(app)).Should().EndWith("\"stuckStreams\":2}");
    }

    private static async Task<string> UsersAsync(OperationsApplication app) =>
        (await (await app.GetAsync("/operations/projections")).JsonAsync())["items"]!.AsArray().Single(item => (string)item!["name"]! == "users")!.ToJsonString();
}
