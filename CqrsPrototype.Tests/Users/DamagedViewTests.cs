using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Users.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Tests.Users;

public sealed class DamagedViewTests : IAsyncLifetime
{
    private const string Ada = "/users/ada@computing.org";

    private UsersApplication _app = null!;

    public async ValueTask InitializeAsync() => _app = await UsersApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_view_that_a_query_finds_damaged_is_on_the_list_of_stuck_streams_once_so_that_it_can_be_retried()
    {
        await _app.CreateAsync("ada@computing.org");
        await _app.SendAsync("GET", Ada + "?minVersion=1", null, ("Prefer", "wait=3"));
        await _app.DamageAsync("ada@computing.org");

        await (await _app.SendAsync("GET", Ada)).ShouldBeProblemAsync("read-model-damaged", 500);
        await (await _app.SendAsync("GET", Ada)).ShouldBeProblemAsync("read-model-damaged", 500);

        var list = await _app.Services.GetRequiredService<IStuckStreams>().ListAsync(UserProjection.View, null, 10, TestContext.Current.CancellationToken);
        var stuck = list.Should().ContainSingle().Subject;
        (stuck.Version.Value, stuck.EventType, stuck.Attempts).Should().Be((1, "user.created", 1));
        stuck.Error.Should().StartWith("ViewDamagedException: ");
    }
}
