using CqrsPrototype.EventSourcing.Log;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>What every store of checkpoints promises.</summary>
public abstract class CheckpointStoreContract : StoreContract
{
    [Fact]
    public async Task A_subscription_that_nobody_has_heard_of_is_at_the_start() =>
        (await Stores.Checkpoints.ReadAsync("new", Cancel)).Should().Be(GlobalPosition.Start);

    [Fact]
    public async Task A_checkpoint_moves_forward_only()
    {
        await Stores.Checkpoints.AdvanceAsync("one", new GlobalPosition(7), Cancel);
        await Stores.Checkpoints.AdvanceAsync("one", new GlobalPosition(3), Cancel);

        (await Stores.Checkpoints.ReadAsync("one", Cancel)).Should().Be(new GlobalPosition(7));
    }

    [Fact]
    public async Task Subscriptions_have_checkpoints_of_their_own()
    {
        await Stores.Checkpoints.AdvanceAsync("one", new GlobalPosition(1), Cancel);
        await Stores.Checkpoints.AdvanceAsync("two", new GlobalPosition(2), Cancel);

        (await Stores.Checkpoints.ReadAsync("one", Cancel)).Should().Be(new GlobalPosition(1));
        (await Stores.Checkpoints.ReadAsync("two", Cancel)).Should().Be(new GlobalPosition(2));
    }

    [Fact]
    public async Task A_checkpoint_outlives_a_restart_if_the_store_is_durable()
    {
        await Stores.Checkpoints.AdvanceAsync("one", new GlobalPosition(5_000_000_000), Cancel);

        await Stores.ReopenAsync();

        (await Stores.Checkpoints.ReadAsync("one", Cancel)).Should().Be(new GlobalPosition(Stores.IsDurable ? 5_000_000_000 : 0));
    }
}
