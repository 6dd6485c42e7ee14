using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;

namespace CqrsPrototype.Tests.Operations;

/// <summary>How far the relay is, in whatever process it runs.</summary>
public sealed class RelayStatusTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_backlog_is_what_the_broker_has_not_confirmed()
    {
        await using var app = await OperationsApplication.StartAsync(new FakeBroker());
        await app.AppendAsync(Some.Stream("user"), 0, new UserCreated("ada@x", "Ada"));
        await app.AppendAsync(Some.Stream("user"), 0, new UserCreated("bob@x", "Bob"));
        await app.Get<ICheckpointStore>().AdvanceAsync("relay", new GlobalPosition(1), Cancel);
        app.Time.Advance(TimeSpan.FromMilliseconds(250));

        (await GetAsync(app)).Should().Be("""{"position":1,"backlog":{"events":1,"seconds":0.25}}""");
    }

    [Fact]
    public async Task Its_holder_is_told_until_the_lease_is_given_up()
    {
        await using var app = await OperationsApplication.StartAsync(new FakeBroker());
        await app.Get<ILeases>().TryTakeAsync("relay", "node/1/x", null, Cancel);
        (await GetAsync(app)).Should().Be("""{"position":0,"backlog":{"events":0,"seconds":0},"holder":"node/1/x"}""");

        await app.Get<ILeases>().ReleaseAsync("relay", "node/1/x", Cancel);

        (await GetAsync(app)).Should().NotContain("holder");
    }

    [Fact]
    public async Task Without_a_broker_there_is_none()
    {
        await using var app = await OperationsApplication.StartAsync();

        await (await app.GetAsync("/operations/relay")).ShouldBeProblemAsync("no-relay", 404);
    }

    private static async Task<string> GetAsync(OperationsApplication app) => (await (await app.GetAsync("/operations/relay")).JsonAsync()).ToJsonString();
}
