using System.Diagnostics;
using CqrsPrototype.EventSourcing.Deciding;
using static CqrsPrototype.EventSourcing.Deciding.Decision<CqrsPrototype.Users.Domain.UserEvent, CqrsPrototype.Users.Domain.UserRefusal>;

namespace CqrsPrototype.Users.Domain;

/// <summary>The rules of users.</summary>
public sealed class UserDecider : IDecider<UserCommand, UserEvent, UserState, UserRefusal>
{
    /// <inheritdoc/>
    public UserState Initial { get; } = new UserState.Absent();

    /// <inheritdoc/>
    public Decision<UserEvent, UserRefusal> Decide(UserState state, UserCommand command) => (command, state) switch
    {
        (CreateUser c, UserState.Absent) => Accept(new UserCreated(c.Email.Spelling, c.Name.Value)),
        (CreateUser, UserState.Active) => Refuse(UserRefusal.AlreadyExists),
        (UpdateUser c, UserState.Active s) when s.Name == c.Name.Value => Nothing,
        (UpdateUser c, UserState.Active s) => Accept(new UserUpdated(s.Email, c.Name.Value)),
        (DeleteUser, UserState.Active s) => Accept(new UserDeleted(s.Email)),
        (UpdateUser or DeleteUser, UserState.Absent) => Refuse(UserRefusal.NotFound),
        _ => throw new UnreachableException($"No rule for {command.GetType().Name} in {state.GetType().Name}."),
    };

    /// <inheritdoc/>
    public UserState Evolve(UserState state, UserEvent @event, DateTimeOffset at) => (@event, state) switch
    {
        (UserCreated e, _) => new UserState.Active(e.Email, e.Name, at, at),
        (UserUpdated e, UserState.Active s) => s with { Name = e.Name, UpdatedAt = at },
        (UserDeleted, UserState.Active) => Initial,
        _ => throw new UnreachableException($"{@event.GetType().Name} cannot happen in {state.GetType().Name}."),
    };
}
