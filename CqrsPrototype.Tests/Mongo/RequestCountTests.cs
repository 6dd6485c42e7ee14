using System.Collections.Concurrent;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;

namespace CqrsPrototype.Tests.Mongo;

/// <summary>What lies between a command and its message costs as few requests as it can: each is a wait for everything behind it.</summary>
public sealed class RequestCountTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pass_over_what_this_process_has_appended_makes_five_requests_and_reading_it_one()
    {
        var requests = new ConcurrentQueue<string>();
        var settings = MongoClientSettings.FromConnectionString(Servers.MongoDb);
        settings.ClusterConfigurator = cluster => cluster.Subscribe<CommandStartedEvent>(
            started => requests.Enqueue($"{started.CommandName} {started.Command.GetValue(started.CommandName, "")}"));
        await using var stores = MongoStores.Create(sequencer: false, services => services.AddSingleton<IMongoClient>(new MongoClient(settings)));
        var sequencer = new Sequencer(stores.Get<ISequencerStore>());
        await stores.Events.AppendAsync(Some.Commit(Some.Stream()), Cancel);
        await sequencer.PassAsync(Cancel);
        await stores.Events.AppendAsync(Some.Commit(Some.Stream(), events: 2), Cancel);

        requests.Clear();
        await sequencer.PassAsync(Cancel);
        requests.Should().Equal("find log", "find commits", "insert log", "update commits", "update log");

        requests.Clear();
        (await stores.Log.ReadAsync(new GlobalPosition(1), 10, Cancel)).Next.Value.Should().Be(3);
        requests.Should().Equal("find commits");
    }
}
