using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Tests.EventSourcing.Subscriptions;

public sealed class LeaseTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_while_the_store_is_silent_ends_the_work()
    {
        using var stopping = new CancellationTokenSource();
        var (leases, running) = (new SilentLeases(), Task.CompletedTask);

        // On a thread without a context of its own, as in a host: what waits for the store goes on inside of the cancellation.
        await Task.Run(
            () =>
            {
                running = new Lease("work", leases, TimeProvider.System).RunAsync(token => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token), stopping.Token);
            },
            Cancel);
        await leases.Beaten.WaitAsync(Soon, Cancel);

        await Task.Run(stopping.Cancel, Cancel).WaitAsync(Soon, Cancel);
        await running.WaitAsync(Soon, Cancel);
    }

    /// <summary>Gives the lease, and then answers nothing any more.</summary>
    private sealed class SilentLeases : ILeases
    {
        private readonly TaskCompletionSource _beaten = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Beaten => _beaten.Task;

        public ValueTask<LeaseBeat?> ReadAsync(string lease, CancellationToken cancellationToken) => new((LeaseBeat?)null);

        public ValueTask<bool> TryTakeAsync(string lease, string owner, LeaseBeat? seen, CancellationToken cancellationToken) => new(true);

        public async ValueTask<bool> BeatAsync(string lease, string owner, CancellationToken cancellationToken)
        {
            await WaitAsync(cancellationToken);
            return true;
        }

        public async ValueTask ReleaseAsync(string lease, string owner, CancellationToken cancellationToken) => await WaitAsync(cancellationToken);

        private async Task WaitAsync(CancellationToken cancellationToken)
        {
            var answer = new TaskCompletionSource();
            await using var end = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
            _beaten.TrySetResult();
            await answer.Task;
        }
    }
}
