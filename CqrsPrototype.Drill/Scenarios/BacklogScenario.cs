using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Filling;
using CqrsPrototype.Drill.Observing;
using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Drill.Scenarios;

/// <summary>The projector is off until there are many events, all of them in its queue; then it works them off, and its memory is watched.</summary>
/// <param name="events">How many.</param>
/// <param name="filler">Makes most of them; clients are there beside.</param>
internal sealed class BacklogScenario(long events, EventStoreFiller filler) : IScenario
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(4);
    private static readonly TimeSpan Sample = TimeSpan.FromSeconds(2);

    public IReadOnlyDictionary<ServiceRole, int> Start { get; } =
        new Dictionary<ServiceRole, int> { [ServiceRole.CommandApi] = 1, [ServiceRole.QueryApi] = 1 };

    public ClientOptions Load { get; } = new(Clients: 4, Pause: TimeSpan.FromMilliseconds(200));

    public Task RunAsync(Stage stage, CancellationToken cancellationToken) => filler.FillAsync(events, stage.Store, stage.Time, stage.Say, cancellationToken);

    public async Task<ScenarioResult> FinishAsync(Stage stage, CancellationToken cancellationToken)
    {
        var end = await stage.Store.LogEndAsync(cancellationToken);
        await Waiting.UntilAsync("all of them are published", () => Task.FromResult(stage.Wire.Distinct >= end), Limit, stage.Time, cancellationToken);
        stage.Say($"{end} events are in the queue of the projector, which is started now");

        var (begin, memory) = (stage.Time.GetTimestamp(), new List<long>());
        await stage.Fleet.AddAsync(ServiceRole.Projector, 1, cancellationToken);
        var projector = stage.Fleet.Of(ServiceRole.Projector)[0];
        await Waiting.UntilAsync("the backlog is worked off", async () => await SampleAsync() >= end, Limit, stage.Time, cancellationToken);
        var seconds = stage.Time.GetElapsedTime(begin).TotalSeconds;
        var tenths = Enumerable.Range(1, 10).Select(tenth => memory[(memory.Count - 1) * tenth / 10]);
        return new ScenarioResult(
        [
            ("Backlog", $"{end} events in {seconds:0} s: {end / seconds:0} a second"),
            ("Memory of the projector", $"{string.Join(", ", tenths)} MiB after each tenth of the time, {memory.Max()} at most"),
        ])
        {
            Filler = EventStoreFiller.Correlation,
        };

        async Task<long> SampleAsync()
        {
            await Task.Delay(Sample, stage.Time, cancellationToken);
            var projected = await stage.Store.ProjectedAsync(cancellationToken);
            memory.Add(projector.Memory >> 20);
            stage.Say($"{projected} events projected, projector {memory[^1]} MiB");
            return projected;
        }
    }
}
