using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Evidence;
using CqrsPrototype.Drill.Observing;
using CqrsPrototype.Drill.Processes;
using CqrsPrototype.Drill.Scenarios;
using CqrsPrototype.Drill.Servers;

namespace CqrsPrototype.Drill.Running;

/// <summary>A drill from the first process to the report.</summary>
/// <param name="seed">Decides what clients want.</param>
/// <param name="programs">The directory of each service's program.</param>
/// <param name="connections">A broker and a database, both empty.</param>
/// <param name="servers">Those of them that the drill may kill.</param>
/// <param name="logs">The directory for what services say.</param>
/// <param name="time">The clock.</param>
/// <param name="say">Gets a line for whatever happens.</param>
internal sealed class DrillRun(
    int seed, IReadOnlyDictionary<string, string> programs, Connections connections, IReadOnlyList<Server> servers, string logs, TimeProvider time, Action<string> say)
{
    // Longer than the 10 s after which the services give up themselves.
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan GiveUpLimit = TimeSpan.FromSeconds(60);

    public async Task<Report> RunAsync(IScenario scenario, CancellationToken cancellationToken)
    {
        using var store = new StoreReader(connections.MongoDb);
        await using var wire = await WireObserver.StartAsync(connections.Messaging, time, cancellationToken);
        using var fleet = new Fleet(programs, connections, logs);
        using var http = new HttpClient { Timeout = RequestLimit };
        foreach (var (role, count) in scenario.Start)
        {
            await fleet.AddAsync(role, count, cancellationToken);
        }

        await Readiness.WaitAsync(fleet.Services, http, time, cancellationToken);
        var begin = time.GetTimestamp();
        var stage = new Stage(fleet, servers, wire, store, time, line => say($"{time.GetElapsedTime(begin).TotalSeconds,6:0.0} s  {line}"));
        var notebook = new Notebook(time);
        await LoadWhileAsync(scenario.RunAsync(stage, cancellationToken), scenario.Load, fleet, http, notebook, cancellationToken);
        stage.Say("the load is over");
        var result = await scenario.FinishAsync(stage, cancellationToken);
        await Readiness.WaitAsync(fleet.Services, http, time, cancellationToken);
        var settled = await Settling.WaitAsync(store, wire, result.WireCompleteFrom, time, cancellationToken);
        stage.Say(settled ? "everything has come to rest" : "NOT everything has come to rest");

        var evidence = new DrillEvidence(
            notebook.Commands, notebook.Reads, await store.CommitsAsync(cancellationToken), await store.LogAsync(cancellationToken), wire.Received, await store.ViewsAsync(cancellationToken))
        {
            WireCompleteFrom = result.WireCompleteFrom,
            Filler = result.Filler,
            Stuck = await store.StuckAsync(cancellationToken),
            Misbehaviour = fleet.Misbehaviour,
        };
        return Report.Of(evidence, [("Seed", $"{seed}"), ("Duration", $"{time.GetElapsedTime(begin).TotalSeconds:0} s"), .. result.Facts, ("Parked messages", $"{await store.ParkedAsync(cancellationToken)}")]);
    }

    private async Task LoadWhileAsync(Task scenario, ClientOptions load, Fleet fleet, HttpClient http, Notebook notebook, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var clients = Task.WhenAll(Enumerable.Range(0, load.Clients).Select(number =>
        {
            var wishes = new Wishes(new Random(seed + number), $"client{number}", load.Users);
            return new Client(wishes, fleet, http, notebook, time).RunAsync(load.Pause, stop.Token, giveUp.Token);
        }));
        try
        {
            await await Task.WhenAny(scenario, clients);
        }
        finally
        {
            // All services are up again: what clients have under way comes to its end soon.
            await stop.CancelAsync();
            giveUp.CancelAfter(GiveUpLimit);
            await clients;
        }
    }
}
