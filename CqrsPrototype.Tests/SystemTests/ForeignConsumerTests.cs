using CqrsPrototype.Drill.Checking;
using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Evidence;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.SystemTests;

/// <summary>The events as another system receives them, in another language and with another AMQP library.</summary>
[Collection(OneAtATime.Name)]
public sealed class ForeignConsumerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_consumer_in_Python_receives_every_event_in_stream_order_with_body_properties_and_headers_as_documented()
    {
        await using var deployment = await Deployment.CreateAsync();
        using var consumer = await PythonConsumer.StartAsync(deployment.Connections.Messaging, deployment.Logs);
        await deployment.StartAsync(commandApis: 2, queryApis: 1);
        using var enough = new CancellationTokenSource();
        var notebook = new Notebook(TimeProvider.System);
        var clients = Enumerable.Range(0, 8)
            .Select(number => new Client(new Wishes(new Random(number), $"client{number}", 20), deployment.Fleet, deployment.Http, notebook, TimeProvider.System)
                .RunAsync(TimeSpan.Zero, enough.Token, Cancel))
            .ToList();

        await Eventually.Until("there are 100 events", async () => await deployment.Store.LogEndAsync(Cancel) >= 100);
        await enough.CancelAsync();
        await Task.WhenAll(clients);
        await Eventually.Until("the log is complete", async () => !await deployment.Store.HasPendingAsync(Cancel));
        var (commits, log) = (await deployment.Store.CommitsAsync(Cancel), await deployment.Store.LogAsync(Cancel));
        await Eventually.Until("the consumer has all of them", () => consumer.Received.DistinctBy(message => (message.Stream, message.Version)).Count() >= commits.Sum(commit => commit.Events.Count));

        var evidence = new DrillEvidence([], [], commits, log, consumer.Received, []);
        WireChecks.Check(evidence, new History(evidence)).Should().BeEmpty();
    }
}
