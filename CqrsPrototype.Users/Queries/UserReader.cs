using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Projections;

namespace CqrsPrototype.Users.Queries;

/// <summary>Reads users' views, at once or as soon as they contain a version.</summary>
internal sealed class UserReader(IViewReader views, DamagedViews damaged, EventSourcingSignals signals, TimeProvider time)
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads a view.</summary>
    /// <exception cref="ViewDamagedException">Somebody has changed it by hand.</exception>
    public ValueTask<StoredView?> FindAsync(StreamId stream, CancellationToken cancellationToken)
    {
        var find = views.FindAsync(UserProjection.View, stream, cancellationToken);
        return find.IsCompletedSuccessfully ? SoundAsync(find.Result, cancellationToken) : FindAsync(find, cancellationToken);
    }

    /// <summary>Waits until the view contains a version: woken by the projection, polling in case nobody wakes.</summary>
    /// <returns>The view as it is when it contains the version or the time is up.</returns>
    /// <exception cref="OverloadedException">Too many are waiting already.</exception>
    public async ValueTask<StoredView?> WaitAsync(StreamId stream, long version, TimeSpan atMost, CancellationToken cancellationToken)
    {
        // First a place among those who wait, then a look: so one look is enough, since whatever comes behind it is heard.
        using var waiter = atMost > TimeSpan.Zero ? signals.Views.TryRegister(stream, new StreamVersion(version)) : null;
        var begin = time.GetTimestamp();
        for (var poll = FirstPoll; ; poll = poll * 2 < LongestPoll ? poll * 2 : LongestPoll)
        {
            var changed = waiter?.Changed.Observe();
            var view = await FindAsync(stream, cancellationToken);
            var left = atMost - time.GetElapsedTime(begin);
            if (Contains(view, version) || left <= TimeSpan.Zero)
            {
                return view;
            }

            if (changed is not { } observed)
            {
                throw new OverloadedException($"The list of {ViewSignals.MaxWaiters} readers that wait for a view");
            }

            await Signal.WaitAsync(observed, poll < left ? poll : left, time, cancellationToken);
        }
    }

    public ValueTask<IReadOnlyList<StoredView>> ListAsync(ViewQuery query, CancellationToken cancellationToken) =>
        views.ListAsync(UserProjection.View, query, cancellationToken);

    private async ValueTask<StoredView?> FindAsync(ValueTask<StoredView?> find, CancellationToken cancellationToken) =>
        await SoundAsync(await find, cancellationToken);

    private ValueTask<StoredView?> SoundAsync(StoredView? view, CancellationToken cancellationToken) =>
        view?.Damage is null ? new(view) : FailAsync(view, cancellationToken);

    private async ValueTask<StoredView?> FailAsync(StoredView view, CancellationToken cancellationToken) =>
        throw await damaged.ReportAsync(UserProjection.View, view, cancellationToken);

    public static bool Contains(StoredView? view, long version) => (view?.Version.Value ?? 0) >= version;
}
