using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Tests.EventSourcing.Streams;

public sealed class StreamNamingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_who_ask_at_the_start_wait_for_one_answer_of_the_store()
    {
        var secrets = new SlowSecrets();
        var naming = new StreamNaming(secrets);

        var names = Enumerable.Range(0, 100).Select(_ => naming.NameAsync("user", "ada", Cancel).AsTask()).ToList();
        secrets.Answers[0].SetResult(new byte[32]);

        (await Task.WhenAll(names)).Distinct().Should().ContainSingle();
        secrets.Answers.Should().ContainSingle();
    }

    [Fact]
    public async Task A_store_that_was_away_is_asked_again()
    {
        var secrets = new SlowSecrets();
        var naming = new StreamNaming(secrets);
        var refused = naming.NameAsync("user", "ada", Cancel).AsTask();
        secrets.Answers[0].SetException(new EventStoreUnavailableException("The test"));
        await FluentActions.Awaiting(() => refused).Should().ThrowAsync<EventStoreUnavailableException>();

        var named = naming.NameAsync("user", "ada", Cancel).AsTask();
        secrets.Answers[1].SetResult(new byte[32]);

        (await named).Category.ToString().Should().Be("user");
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_others_waiting()
    {
        var secrets = new SlowSecrets();
        var naming = new StreamNaming(secrets);
        using var impatient = new CancellationTokenSource();
        var (leaving, staying) = (naming.NameAsync("user", "ada", impatient.Token).AsTask(), naming.NameAsync("user", "ada", Cancel).AsTask());

        await impatient.CancelAsync();
        await FluentActions.Awaiting(() => leaving).Should().ThrowAsync<OperationCanceledException>();
        secrets.Answers[0].SetResult(new byte[32]);

        (await staying).Category.ToString().Should().Be("user");
    }

    private sealed class SlowSecrets : IStoreSecrets
    {
        public List<TaskCompletionSource<byte[]>> Answers { get; } = [];

        public ValueTask<byte[]> GetOrAddAsync(string name, ReadOnlyMemory<byte> candidate, CancellationToken cancellationToken)
        {
            Answers.Add(new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously));
            return new(Answers[^1].Task.WaitAsync(cancellationToken));
        }
    }
}
