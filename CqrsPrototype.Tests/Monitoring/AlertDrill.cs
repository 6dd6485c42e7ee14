using CqrsPrototype.Drill.Observing;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.SystemTests;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>Each alert made real in the services on real servers, with the intervals of production. It takes ten minutes, so it is run by hand.</summary>
[Collection(OneAtATime.Name)]
public sealed class AlertDrill(ITestOutputHelper output)
{
    private const int Crowd = 20;

    private static readonly TimeSpan ExportInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AtLast = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Alerts_about_the_flow_and_the_store_fire_within_two_minutes_and_end_when_their_cause_is_gone()
    {
        await using var prometheus = await PrometheusServer.StartAsync();
        await using var services = await WatchedServices.StartAsync(prometheus.Export(ExportInterval));
        await using var load = new Load([services.Commands], services.Queries);
        await Waiting.UntilAsync("all is well", async () => (await prometheus.FiringAsync()).Count == 0, AtLast, TimeProvider.System, Cancel);

        await services.Projector.KillAsync(Cancel);
        services.Broker.Leave();
        await ShouldFireAsync(prometheus, "projector killed, broker away", "DeadProjector", "ReadModelBehind", "RelayBacklogGrows");
        services.Broker.Return();
        await services.Projector.StartAsync(Cancel);
        await ShouldEndAsync(prometheus, services);

        await services.AppendUnknownEventAsync();
        await services.PublishNoEventAsync();
        await ShouldFireAsync(prometheus, "unknown event, message that is no event", "StreamStuck", "MessageParked");
        await DeleteParkedAsync(services.Operations);
        await ShouldEndAsync(prometheus, services);

        services.Database.Delay = TimeSpan.FromMilliseconds(300);
        await ShouldFireAsync(prometheus, "each piece of data to and from MongoDB takes 300 ms more", "StoreSlow");
        services.Database.Delay = TimeSpan.Zero;
        await ShouldEndAsync(prometheus, services);

        await services.Projector.StopAsync(Cancel);
        await services.CommandApi.StopAsync(Cancel);
        await services.AppendUnknownEventAsync();
        await ShouldFireAsync(prometheus, "no sequencer, one commit", "SequencerBehind");
        await services.CommandApi.StartAsync(Cancel);
        await services.Projector.StartAsync(Cancel);
        await ShouldEndAsync(prometheus, services);
    }

    // It is told over an hour, so nobody waits here until it ends.
    [Fact(Explicit = true)]
    public async Task A_store_that_is_away_from_a_crowd_burns_the_error_budget_within_two_minutes()
    {
        await using var prometheus = await PrometheusServer.StartAsync();
        await using var services = await WatchedServices.StartAsync(prometheus.Export(ExportInterval));
        var crowd = Enumerable.Range(0, Crowd).Select(_ => new Load([services.Commands], services.Queries)).ToList();
        await Waiting.UntilAsync(
            "there are good commands", async () => (await prometheus.QueryAsync("command:cqrs_failures:ratio_rate5m")).Contains(0), AtLast, TimeProvider.System, Cancel);

        services.Database.Leave();
        await ShouldFireAsync(prometheus, "MongoDB away from all", "CommandErrorBudgetBurn");
        services.Database.Return();
        await Task.WhenAll(crowd.Select(one => one.DisposeAsync().AsTask()));
    }

    private static async Task DeleteParkedAsync(HttpClient operations)
    {
        var parked = await (await operations.GetAsync("/operations/parked", Cancel)).JsonAsync();
        foreach (var message in parked["items"]!.AsArray())
        {
            (await operations.DeleteAsync($"/operations/parked/{message!["id"]}", Cancel)).EnsureSuccessStatusCode();
        }
    }

    private static Task ShouldEndAsync(PrometheusServer prometheus, WatchedServices services) => Waiting.UntilAsync(
        "no alert fires",
        async () =>
        {
            await services.ForgetStuckAsync();
            return (await prometheus.FiringAsync()).Count == 0;
        },
        AtLast, TimeProvider.System, Cancel);

    private async Task ShouldFireAsync(PrometheusServer prometheus, string cause, params string[] alerts)
    {
        var (begin, left) = (TimeProvider.System.GetTimestamp(), alerts.ToHashSet());
        await Waiting.UntilAsync(
            $"{string.Join(", ", alerts)} fire",
            async () =>
            {
                foreach (var fired in (await prometheus.FiringAsync()).Where(left.Remove))
                {
                    output.WriteLine($"{fired} after {TimeProvider.System.GetElapsedTime(begin).TotalSeconds:F0} s: {cause}");
                }

                return left.Count == 0;
            },
            Soon, TimeProvider.System, Cancel);
    }
}
