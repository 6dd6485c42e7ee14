using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.Tests.SecondAggregate;

namespace CqrsPrototype.Tests.Simulation.Clients;

/// <summary>One time that a request was sent.</summary>
/// <param name="Name">Names it; its commit carries the name.</param>
/// <param name="Request">What was sent.</param>
/// <param name="CalledAt">The moment of the call.</param>
internal sealed record Call(string Name, Request Request, int CalledAt)
{
    /// <summary>The moment of the answer.</summary>
    public int AnsweredAt { get; private set; }

    /// <summary>What was answered; <see langword="null"/> as long as that is unknown.</summary>
    public CommandResult<AccountState, AccountRefusal>? Answer { get; private set; }

    public void Answered(CommandResult<AccountState, AccountRefusal> answer, int moment) => (Answer, AnsweredAt) = (answer, moment);
}
