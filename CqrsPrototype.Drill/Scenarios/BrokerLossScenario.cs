using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Observing;
using CqrsPrototype.Drill.Processes;
using CqrsPrototype.Drill.Servers;

namespace CqrsPrototype.Drill.Scenarios;

/// <summary>In the middle of the load the broker is killed and loses exchanges, queues, bindings and messages. Nobody does anything about it.</summary>
/// <param name="broker">The broker, which is the drill's own.</param>
/// <param name="duration">How long.</param>
internal sealed class BrokerLossScenario(Server broker, TimeSpan duration) : IScenario
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private TimeSpan _delay;
    private long _wireCompleteFrom;

    public IReadOnlyDictionary<ServiceRole, int> Start { get; } = ServiceRole.All.ToDictionary(role => role, _ => 2);

    public ClientOptions Load { get; } = new(Pause: TimeSpan.FromMilliseconds(100));

    public async Task RunAsync(Stage stage, CancellationToken cancellationToken)
    {
        await Task.Delay(duration / 2, stage.Time, cancellationToken);
        stage.Say("the broker loses everything");
        await broker.LoseEverythingAsync(cancellationToken);

        // Without a broker the views follow the log alone: what was appended before the loss is in them after the log feed's delay.
        var (lost, begin) = (await stage.Store.LogEndAsync(cancellationToken), stage.Time.GetTimestamp());
        await Waiting.UntilAsync(
            "the views contain what the broker has lost", async () => await stage.Store.ProjectedAsync(cancellationToken) >= lost, Limit, stage.Time, cancellationToken);
        _delay = stage.Time.GetElapsedTime(begin);

        await broker.StartAsync(cancellationToken);
        await Waiting.UntilAsync("the consumer's queue is there again", () => Task.FromResult(stage.Wire.Losses > 0), Limit, stage.Time, cancellationToken);
        _wireCompleteFrom = await stage.Store.LogEndAsync(cancellationToken);
        stage.Say("the broker is back, empty");
        await Task.Delay(duration / 2, stage.Time, cancellationToken);
    }

    public Task<ScenarioResult> FinishAsync(Stage stage, CancellationToken cancellationToken) =>
        Task.FromResult(new ScenarioResult([("Views right without broker", $"{_delay.TotalSeconds:0.0} s after the loss")]) { WireCompleteFrom = _wireCompleteFrom });
}
