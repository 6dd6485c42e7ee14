using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;

namespace CqrsPrototype.Tests.Simulation.Clients;

/// <summary>What a client wants.</summary>
/// <param name="Stream">Of which account.</param>
/// <param name="Command">What is asked.</param>
/// <param name="Key">Under which key, if any.</param>
/// <param name="Expected">At which version only, if at any.</param>
internal sealed record Request(StreamId Stream, AccountCommand Command, IdempotencyKey? Key, StreamVersion? Expected)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var what = Command is AccountCommand.Deposit deposit ? $"Deposit {string.Join(" + ", deposit.Amounts)}" : $"{Command}";
        return $"{Stream} {what}{(Expected is { } version ? $" at {version}" : "")}{(Key is null ? "" : $" under {Key.Key}")}";
    }

    /// <summary>Its precondition: an open account of the expected version.</summary>
    public bool Holds(AccountState state, StreamVersion version) => Expected is not { } expected || (state.Owner is not null && version == expected);
}
