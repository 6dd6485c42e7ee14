using CqrsPrototype.Tests.Simulation.Faults;

namespace CqrsPrototype.Tests.Simulation;

/// <summary>What befalls the whole from outside: processes are killed, the queue is emptied, messages are forged, checkpoints get lost, a mended program is rolled out.</summary>
internal sealed class Trouble(World world)
{
    private readonly bool _isThere = !world.Chance.OneIn(4);

    public bool IsOver { get; set; }

    public async Task RunAsync()
    {
        world.Watch("the journal", FlushAsync());
        world.Watch("the forger", ForgeAsync());
        while (_isThere && !IsOver)
        {
            await world.DelayAsync(world.Chance.Milliseconds(50, 4000));
            if (!IsOver)
            {
                Happen();
            }
        }
    }

    // As the server's journal does it.
    private async Task FlushAsync()
    {
        while (!IsOver)
        {
            await world.DelayAsync(world.Chance.Milliseconds(30, 300));
            world.State.Slots?.Flush();
        }
    }

    private async Task ForgeAsync()
    {
        while (_isThere && !IsOver && world.State.Slots is not null)
        {
            await world.DelayAsync(world.Chance.Milliseconds(500, 20_000));
            if (!IsOver)
            {
                new Operator(world).Forge();
            }
        }
    }

    private void Happen()
    {
        switch (world.Chance.Next(7))
        {
            case 0 or 1 when world.Processes.Alive.Count > 0:
                world.Chance.Pick(world.Processes.Alive).Crash();
                break;
            case 2:
                new Operator(world).PurgeQueue();
                break;
            case 3:
                new Operator(world).DeleteCheckpoints();
                break;
            case 4 when world.Processes.Alive.Count > 0:
                world.Watch("the operator", new Operator(world).RetryStuckAsync(world.Chance.Pick(world.Processes.Alive)));
                break;
            case 5:
                world.History.Note("broker", "delivers again");
                world.State.Queue.Redeliver();
                break;
            default:
                world.History.Note("operator", "rolls out the mended program");
                world.IsMended = true;
                break;
        }
    }
}
