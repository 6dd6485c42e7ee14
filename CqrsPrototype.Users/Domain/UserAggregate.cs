using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Events;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Users.Domain;

/// <summary>Users, as the mechanism knows them.</summary>
public static class UserAggregate
{
    /// <summary>The category of their streams.</summary>
    public const string Category = "user";

    /// <summary>Their events, as they are stored and sent.</summary>
    public static EventTypes<UserEvent> Events { get; } = EventTypes<UserEvent>.Empty
        .Add("user.created", UserJson.Default.UserCreated)
        .Add("user.updated", UserJson.Default.UserUpdated)
        .Add("user.deleted", UserJson.Default.UserDeleted);

    /// <summary>All of it.</summary>
    public static Aggregate<UserCommand, UserEvent, UserState, UserRefusal> Definition { get; } =
        new(Category, new UserDecider(), Events, UserJson.Default.UserState, SnapshotSchema: 1);

    /// <summary>The stream of the user with that address.</summary>
    public static ValueTask<StreamId> StreamOfAsync(this StreamNaming naming, EmailAddress email, CancellationToken cancellationToken) =>
        naming.NameAsync(Category, email.Normalized, cancellationToken);
}
