using CqrsPrototype.Tests.Simulation.Faults;
using CqrsPrototype.Tests.Simulation.Processes;

namespace CqrsPrototype.Tests.Simulation.Ports;

/// <summary>
/// What lies between a process and the stores and the broker: requests and answers take their time, fail, get lost, or come when nobody
/// waits for them any more.
/// </summary>
internal sealed class Line(World world, SimulatedProcess process) : ISteps
{
    /// <summary>Asks for something.</summary>
    /// <param name="step">Names the request.</param>
    /// <param name="detail">What the history shows of it.</param>
    /// <param name="read">What is served where it arrives.</param>
    /// <param name="failure">What the process is told when there is no answer.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public ValueTask<T> ReadAsync<T>(string step, object? detail, Func<T> read, Func<Fault, Exception> failure, CancellationToken cancellationToken) =>
        Wait(TravelAsync(step, detail, isWrite: false, _ => read(), failure, lane: null), cancellationToken);

    /// <summary>Asks for an effect.</summary>
    /// <param name="step">Names the request.</param>
    /// <param name="detail">What the history shows of it.</param>
    /// <param name="write">What happens where it arrives, given what goes wrong: only a part of it, where it has parts.</param>
    /// <param name="failure">What the process is told when there is no answer.</param>
    /// <param name="cancellationToken">Stops waiting; the effect may still happen.</param>
    /// <param name="lane">Keeps it behind others.</param>
    public ValueTask<T> WriteAsync<T>(
        string step, object? detail, Func<Fault, T> write, Func<Fault, Exception> failure, CancellationToken cancellationToken, Lane? lane = null) =>
        Wait(TravelAsync(step, detail, isWrite: true, write, failure, lane), cancellationToken);

    public async Task<Fault> StepAsync(string step, bool isWrite)
    {
        await process.Living;
        await world.DelayAsync(world.Faults.Travel());
        world.Rules.Pages.Check();
        return Arrive(step, null, isWrite);
    }

    public void Later(Action write) => world.Later(write);

    public bool Toss() => world.Chance.OneIn(2);

    private async Task<T> TravelAsync<T>(
        string step, object? detail, bool isWrite, Func<Fault, T> serve, Func<Fault, Exception> failure, Lane? lane)
    {
        await process.Living;
        var travel = world.Faults.Travel();
        await world.DelayAsync(lane?.Behind(world.Scheduler.Now, travel) ?? travel);
        var fault = Arrive(step, detail, isWrite);
        var answer = default(T);
        switch (fault)
        {
            case Fault.Late:
                world.Later(() => serve(fault));
                break;
            case not Fault.Before:
                answer = serve(fault);
                break;
        }

        await world.DelayAsync(world.Faults.Travel());
        await process.Living;
        return fault == Fault.None ? answer! : throw failure(fault);
    }

    private Fault Arrive(string step, object? detail, bool isWrite)
    {
        var fault = world.Faults.Next(process.Name, step, isWrite);
        world.History.Note(process.Name, fault == Fault.None ? step : $"{step} ({fault})", detail);
        if (world.Faults.Kills(process.Name, step))
        {
            process.Crash();
        }

        // The most is at stake when somebody has just seen what is not durable.
        if (!isWrite && world.State.Slots is { HasMoreThanIsDurable: true } slots && world.Faults.KillsServer(slots.HasPageThatIsNotDurable))
        {
            world.After(world.Faults.Travel(), world.CrashServer);
        }

        return fault;
    }

    private static ValueTask<T> Wait<T>(Task<T> answer, CancellationToken cancellationToken) =>
        new(cancellationToken.CanBeCanceled ? answer.WaitAsync(cancellationToken) : answer);
}
