using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Users.Domain;

/// <summary>Given events, when a command, then events or a refusal.</summary>
internal sealed class DeciderSpecification<TCommand, TEvent, TState, TRefusal>(IDecider<TCommand, TEvent, TState, TRefusal> decider, IEnumerable<TEvent> given)
    where TEvent : class
    where TRefusal : struct, Enum
{
    public Outcome When(TCommand command) =>
        new(decider.Decide(given.Aggregate(decider.Initial, (state, e) => decider.Evolve(state, e, Some.Time)), command));

    internal sealed class Outcome(Decision<TEvent, TRefusal> decision)
    {
        public void Then(params TEvent[] events) =>
            decision.Should().BeOfType<Decision<TEvent, TRefusal>.Accepted>().Which.Events.Should().Equal(events);

        public void ThenRefused(TRefusal refusal) =>
            decision.Should().BeOfType<Decision<TEvent, TRefusal>.Refused>().Which.Refusal.Should().Be(refusal);
    }
}
