using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo.Connecting;

namespace CqrsPrototype.Tests.Mongo;

public sealed class JoinedFindsTests
{
    [Fact]
    public async Task Those_who_wait_while_a_query_is_under_way_are_answered_by_one_query()
    {
        var (queries, open) = (new List<int>(), new TaskCompletionSource());
        var finds = new JoinedFinds<int, string>(async keys =>
        {
            lock (queries)
            {
                queries.Add(keys.Count);
            }

            await open.Task;
            return keys.Where(key => key != 3).ToDictionary(key => key, key => $"{key}");
        });

        var found = Enumerable.Range(1, 6).Select(finds.FindAsync).ToList();
        open.SetResult();

        (await Task.WhenAll(found)).Should().Equal("1", "2", null, "4", "5", "6");
        queries.Should().Equal(1, 1, 4);
    }

    [Fact]
    public async Task Where_the_server_is_away_all_who_wait_learn_it_with_the_first()
    {
        var (queries, open) = (0, new TaskCompletionSource());
        var finds = new JoinedFinds<int, string>(async _ =>
        {
            Interlocked.Increment(ref queries);
            await open.Task;
            throw new EventStoreUnavailableException("The test");
        });

        var found = Enumerable.Range(1, 5000).Select(finds.FindAsync).ToList();
        open.SetResult();

        foreach (var find in found)
        {
            await FluentActions.Awaiting(() => find).Should().ThrowAsync<EventStoreUnavailableException>();
        }

        queries.Should().Be(2, "no further one was sent");
    }

    [Fact]
    public async Task What_is_wrong_with_one_query_does_not_concern_the_next()
    {
        var (queries, open) = (0, new TaskCompletionSource());
        var finds = new JoinedFinds<int, string>(async keys =>
        {
            var first = Interlocked.Increment(ref queries) <= 2;
            await open.Task;
            return first ? throw new FormatException("The test") : keys.ToDictionary(key => key, key => $"{key}");
        });

        var found = Enumerable.Range(1, 3).Select(finds.FindAsync).ToList();
        open.SetResult();

        await FluentActions.Awaiting(() => found[0]).Should().ThrowAsync<FormatException>();
        (await found[2]).Should().Be("3");
    }
}
