using System.Diagnostics;
using System.Text.Json.Serialization.Metadata;
using CqrsPrototype.EventSourcing.Events;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Domain;

namespace CqrsPrototype.Users.Projections;

/// <summary>The read model of users: what the query API answers, byte for byte.</summary>
public sealed class UserProjection : IProjection<UserView, UserEvent>
{
    /// <summary>Where the views are kept. Raise the generation when the same events shall give another view.</summary>
    public static ViewName View { get; } = new("users", 1);

    /// <inheritdoc/>
    public ViewName Name => View;

    /// <inheritdoc/>
    public string Category => UserAggregate.Category;

    /// <inheritdoc/>
    public EventTypes<UserEvent> Events => UserAggregate.Events;

    /// <inheritdoc/>
    public JsonTypeInfo<UserView> Json => UserViewJson.Default.UserView;

    /// <inheritdoc/>
    public UserView? Apply(UserView? view, UserEvent @event, RecordedEvent recorded) => (@event, view) switch
    {
        (UserCreated e, _) => new UserView(e.Email, e.Name, recorded.Version.Value, recorded.At, recorded.At),
        (UserUpdated e, not null) => view with { Name = e.Name, Version = recorded.Version.Value, UpdatedAt = recorded.At },
        (UserDeleted, not null) => null,
        _ => throw new UnreachableException($"{@event.GetType().Name} cannot happen to a user that does not exist."),
    };

    /// <inheritdoc/>
    public string SortKey(UserView view) => view.Email.ToLowerInvariant();

    /// <inheritdoc/>
    public IReadOnlyList<string> SearchTerms(UserView view) => [.. UserSearch.Words(view.Name), SortKey(view)];
}
