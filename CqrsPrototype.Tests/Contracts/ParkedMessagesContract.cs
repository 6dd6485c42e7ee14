using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>What every store of parked messages promises.</summary>
public abstract class ParkedMessagesContract : IAsyncLifetime
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IParkedMessages Parked { get; set; } = null!;

    public async ValueTask InitializeAsync() => Parked = await CreateAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_message_that_was_parked_is_found_as_it_was_whatever_its_bytes()
    {
        var message = Message("a") with { Body = new byte[] { 0, 255, 254, 128 } };
        await Parked.ParkAsync(message, Cancel);

        var found = await Parked.FindAsync("a", Cancel);

        found!.Body.ToArray().Should().Equal(message.Body.ToArray());
        found.Properties.Should().Equal(message.Properties);
        (found.Reason, found.At).Should().Be((message.Reason, message.At));
    }

    [Fact]
    public async Task Parked_twice_a_message_is_one_entry_and_stays_as_it_was()
    {
        await Parked.ParkAsync(Message("a"), Cancel);
        await Parked.ParkAsync(Message("a") with { Reason = "again" }, Cancel);

        (await Parked.ListAsync(null, 10, Cancel)).Should().ContainSingle().Which.Reason.Should().Be("It is not JSON.");
    }

    [Fact]
    public async Task Lists_go_on_behind_an_id_and_are_bounded()
    {
        foreach (var id in new[] { "b", "A", "c", "a" })
        {
            await Parked.ParkAsync(Message(id), Cancel);
        }

        (await Parked.CountAsync(Cancel)).Should().Be(4);
        (await Parked.ListAsync(null, 2, Cancel)).Select(m => m.Id).Should().Equal("A", "a");
        (await Parked.ListAsync("a", 10, Cancel)).Select(m => m.Id).Should().Equal("b", "c");
    }

    [Fact]
    public async Task A_deleted_message_is_gone()
    {
        await Parked.ParkAsync(Message("a"), Cancel);

        (await Parked.DeleteAsync("a", Cancel)).Should().BeTrue();
        (await Parked.CountAsync(Cancel)).Should().Be(0);
        (await Parked.DeleteAsync("a", Cancel)).Should().BeFalse();
        (await Parked.FindAsync("a", Cancel)).Should().BeNull();
    }

    protected abstract ValueTask<IParkedMessages> CreateAsync();

    private static ParkedMessage Message(string id) =>
        new(id, "not json"u8.ToArray(), new Dictionary<string, string> { ["type"] = "user.created", ["a.b$c"] = "é" }, "It is not JSON.", Some.Time);
}
