using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;

namespace CqrsPrototype.Tests.Mongo;

/// <summary>What a log of names asks beyond its contract.</summary>
public sealed class MongoEventLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_that_somebody_has_removed_is_never_passed_over_and_told_of_once()
    {
        var (client, database, log) = (new MongoClient(Servers.MongoDb), $"test_{Guid.NewGuid():N}", new RecordingLogger());
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(log)).AddSingleton<IMongoClient>(client).AddMongoEventStore(database)
            .AddSingleton(MongoStores.Patient(database)).BuildServiceProvider();
        try
        {
            var page = new LogPage(GlobalPosition.Start, [new PageEntry(new Slot(Some.Stream(), new StreamVersion(1)), 1)]);
            using (var pass = services.GetRequiredService<ISequencerStore>().Begin())
            {
                await pass.InsertPageAsync(page, Cancel);
                await pass.SealAsync(page, Cancel);
            }

            var read = FluentActions.Awaiting(() => services.GetRequiredService<IEventLog>().ReadAsync(GlobalPosition.Start, 10, Cancel).AsTask());
            await read.Should().ThrowAsync<EventStoreUnavailableException>();
            await read.Should().ThrowAsync<EventStoreUnavailableException>();

            log.Warnings.Should().ContainSingle().Which.Should().Contain("at position 0").And.Contain("restore it from a backup");
        }
        finally
        {
            await client.DropDatabaseAsync(database, CancellationToken.None);
        }
    }
}
