using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Observing;
using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Drill.Scenarios;

/// <summary>The projector is off until there are many events; then it works them off, and its memory is watched.</summary>
/// <param name="events">How many.</param>
internal sealed class BacklogScenario(long events) : IScenario
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(4);
    private static readonly TimeSpan Sample = TimeSpan.FromSeconds(2);

    public IReadOnlyDictionary<ServiceRole, int> Start { get; } =
        new Dictionary<ServiceRole, int> { [ServiceRole.CommandApi] = 1, [ServiceRole.QueryApi] = 1 };

    public ClientOptions Load { get; } = new(Clients: 64, Users: 50_000);

    public Task RunAsync(Stage stage, CancellationToken cancellationToken) => Waiting.UntilAsync(
        $"there are {events} events", async () => await stage.Store.LogEndAsync(cancellationToken) >= events, Limit, stage.Time, cancellationToken);

    public async Task<ScenarioResult> FinishAsync(Stage stage, CancellationToken cancellationToken)
    {
        var (end, begin, memory) = (await stage.Store.LogEndAsync(cancellationToken), stage.Time.GetTimestamp(), new List<long>());
        await stage.Fleet.AddAsync(ServiceRole.Projector, 1, cancellationToken);
        var projector = stage.Fleet.Of(ServiceRole.Projector)[0];
        await Waiting.UntilAsync("the backlog is worked off", async () => await SampleAsync() >= end, Limit, stage.Time, cancellationToken);
        var seconds = stage.Time.GetElapsedTime(begin).TotalSeconds;
        return new ScenarioResult(
        [
            ("Backlog", $"{end} events in {seconds:0} s: {end / seconds:0} a second"),
            ("Memory of the projector", $"{memory[memory.Count / 10]} MiB after a tenth of the time, {memory.Max()} at most, {memory[^1]} at last"),
        ]);

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
