using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Simulation.Faults;
using CqrsPrototype.Tests.Simulation.Processes;

namespace CqrsPrototype.Tests.Simulation.Clients;

/// <summary>A caller: asks some process, waits as long as it likes, and repeats under the same key what it has got no answer to.</summary>
internal sealed class Client(World world, string name, RequestSource requests)
{
    private const int MostRepeats = 4;

    /// <summary>Sends some requests, one after the other.</summary>
    /// <param name="count">How many.</param>
    /// <param name="pause">The longest pause between two, in milliseconds.</param>
    public async Task RunAsync(int count, double pause)
    {
        for (var i = 0; i < count; i++)
        {
            await world.DelayAsync(world.Chance.OneIn(3) ? TimeSpan.Zero : world.Chance.Milliseconds(0, pause));
            await InsistAsync(requests.Next());
        }
    }

    /// <summary>Sends a request, and again while nobody knows what became of it and its key makes that safe.</summary>
    /// <returns>Whether it was answered.</returns>
    public async Task<bool> InsistAsync(Request request)
    {
        for (var repeats = 0; repeats <= MostRepeats; repeats++)
        {
            if (world.Processes.Alive.Count > 0 && await CallAsync(request, world.Chance.Pick(world.Processes.Alive)) is { } answered)
            {
                return answered;
            }

            await world.DelayAsync(world.Chance.Milliseconds(0, 1000));
            if (request.Key is null)
            {
                break;
            }
        }

        return false;
    }

    // True when there is an answer, null when a repetition might bring one.
    private async Task<bool?> CallAsync(Request request, SimulatedProcess process)
    {
        var number = $"call{world.Calls.Count + 1}";
        var call = new Call(number, request, world.History.Note(name, $"asks {process.Name}, {number}", request));
        world.Calls.Add(call);
        var context = new CommandContext<AccountState>
        {
            Key = request.Key,
            Precondition = request.Expected is null ? null : request.Holds,
            Metadata = new EventMetadata(number),
        };
        var patience = world.Chance.OneIn(6) ? world.Chance.Milliseconds(0, 1000) : TimeSpan.FromMinutes(1);
        using var limit = new CancellationTokenSource(patience, world.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, process.Death);
        try
        {
            var answer = await process.Handler.HandleAsync(request.Stream, request.Command, context, limit.Token).AsTask().WaitAsync(either.Token);
            call.Answered(answer, world.History.Note(name, $"is answered, {number}", answer));
            return true;
        }
        catch (Exception exception) when (exception is EventStoreUnavailableException or OperationCanceledException or OverloadedException)
        {
            world.History.Note(name, $"does not know, {number}", exception);
            return null;
        }
    }
}
