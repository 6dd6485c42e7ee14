using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Log.Sequencing;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Tests.Mongo;

/// <summary>What a log of names asks beyond its contract.</summary>
public sealed class MongoEventLogTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_that_somebody_has_removed_is_never_passed_over_and_told_of_once()
    {
        var log = new RecordingLogger();
        await using var stores = MongoStores.Create(sequencer: false, services => services.AddLogging(logging => logging.AddProvider(log)));
        var page = new LogPage(GlobalPosition.Start, [new PageEntry(new Slot(Some.Stream(), new StreamVersion(1)), 1)]);
        using (var pass = stores.Get<ISequencerStore>().Begin())
        {
            await pass.InsertPageAsync(page, Cancel);
            await pass.SealAsync(page, Cancel);
        }

        var read = FluentActions.Awaiting(() => stores.Log.ReadAsync(GlobalPosition.Start, 10, Cancel).AsTask());
        await read.Should().ThrowAsync<EventStoreUnavailableException>();
        await read.Should().ThrowAsync<EventStoreUnavailableException>();

        log.Warnings.Should().ContainSingle().Which.Should().Contain("at position 0").And.Contain("restore it from a backup");
    }
}
