namespace CqrsPrototype.EventSourcing.Subscriptions;

/// <summary>Who does a piece of work at the moment. Leases save work and nothing else: whatever they guard is safe with any number of owners.</summary>
/// <remarks>Calls may throw <see cref="Streams.EventStoreUnavailableException"/>. No clock of the store or of another process decides anything.</remarks>
public interface ILeases
{
    /// <summary>The holder and its last beat; <see langword="null"/> where nobody has ever held it.</summary>
    ValueTask<LeaseBeat?> ReadAsync(string lease, CancellationToken cancellationToken);

    /// <summary>Takes a lease if it still is as it was seen.</summary>
    /// <param name="lease">Names the work.</param>
    /// <param name="owner">Who takes it; unique to a process.</param>
    /// <param name="seen">What was read; <see langword="null"/> where nobody has held it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether it was taken.</returns>
    ValueTask<bool> TryTakeAsync(string lease, string owner, LeaseBeat? seen, CancellationToken cancellationToken);

    /// <summary>Says that the owner is alive.</summary>
    /// <returns><see langword="false"/> when somebody else has the lease now.</returns>
    ValueTask<bool> BeatAsync(string lease, string owner, CancellationToken cancellationToken);

    /// <summary>Gives a lease up, so that the next one need not wait. Nothing happens where somebody else has it.</summary>
    ValueTask ReleaseAsync(string lease, string owner, CancellationToken cancellationToken);
}
