using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Subscriptions;

namespace CqrsPrototype.Tests.Simulation.Mutations;

/// <summary>A relay with a mistake in it.</summary>
/// <param name="handle">What it does with a slice, given the sound relay.</param>
internal sealed class RelayMutation(Func<ILogHandler, LogSlice, CancellationToken, ValueTask> handle) : Mutation
{
    /// <summary>Lets the checkpoint go on while the broker has not confirmed.</summary>
    public static RelayMutation DoesNotWait { get; } = new((sound, slice, cancellationToken) =>
    {
        _ = sound.HandleAsync(slice, cancellationToken).AsTask();
        return ValueTask.CompletedTask;
    });

    /// <summary>Goes on when the broker fails.</summary>
    public static RelayMutation Skips { get; } = new(async (sound, slice, cancellationToken) =>
    {
        try
        {
            await sound.HandleAsync(slice, cancellationToken);
        }
        catch (BrokerUnavailableException)
        {
        }
    });

    /// <summary>Publishes the newest first.</summary>
    public static RelayMutation Reverses { get; } = new((sound, slice, cancellationToken) =>
        sound.HandleAsync(slice with { Commits = [.. slice.Commits.Reverse()] }, cancellationToken));

    public override ILogHandler Relay(ILogHandler sound) => new Handler(sound, handle);

    private sealed class Handler(ILogHandler sound, Func<ILogHandler, LogSlice, CancellationToken, ValueTask> handle) : ILogHandler
    {
        public ValueTask HandleAsync(LogSlice slice, CancellationToken cancellationToken) => handle(sound, slice, cancellationToken);
    }
}
