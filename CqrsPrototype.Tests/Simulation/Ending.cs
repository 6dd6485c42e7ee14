using CqrsPrototype.Tests.Simulation.Clients;

namespace CqrsPrototype.Tests.Simulation;

/// <summary>How every history ends: when no more goes wrong, all comes to be as the promises say.</summary>
internal sealed class Ending(World world, RequestSource requests)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Waits until all is where it belongs, then checks the whole history.</summary>
    public async Task ReachAsync()
    {
        await ArriveAsync();
        await AnswerAsync();
        await SettleAsync();
        world.Rules.Commands.Check();
    }

    // What was on its way.
    private async Task ArriveAsync()
    {
        for (var waited = TimeSpan.Zero; world.UnderWay > 0; waited += Look)
        {
            world.Require(waited < Patience, "What is under way arrives", $"{world.UnderWay} have not");
            await world.DelayAsync(Look);
        }
    }

    // Every account can be used.
    private async Task AnswerAsync()
    {
        var client = new Client(world, "last", requests);
        foreach (var request in requests.Last())
        {
            world.Require(await client.InsistAsync(request), "Every command is answered in the end", $"{request}");
        }
    }

    private async Task SettleAsync()
    {
        for (var waited = TimeSpan.Zero; world.Rules.Missing() is { } missing; waited += Look)
        {
            world.Require(waited < Patience, "Everything arrives in the end", $"{missing}");
            await new Operator(world).RetryStuckAsync(world.Processes.Alive[0]);
            await world.DelayAsync(Look);
        }
    }
}
