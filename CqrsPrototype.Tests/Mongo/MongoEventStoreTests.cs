using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Mongo;

/// <summary>What a server that can lose what is visible asks of the store beyond its contract.</summary>
public sealed class MongoEventStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_is_confirmed_only_as_the_attempt_that_was_read()
    {
        await using var stores = MongoStores.Create(sequencer: false);
        var stored = Some.Commit(Some.Stream(), events: 2);
        (await stores.Events.AppendAsync(stored, Cancel)).Should().Be(AppendResult.Appended);

        var otherAttempt = new Commit(stored.Id, stored.Stream, stored.Previous, stored.At, Some.Events(2));
        (await stores.Events.ConfirmAsync(stored, Cancel)).Should().BeTrue();
        (await stores.Events.ConfirmAsync(otherAttempt, Cancel)).Should().BeFalse("its events have other ids");
        (await stores.Events.ConfirmAsync(Some.Commit(stored.Stream, events: 2), Cancel)).Should().BeFalse("another command has the slot");
    }
}
