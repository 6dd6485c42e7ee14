using System.Text.Json.Serialization.Metadata;
using CqrsPrototype.EventSourcing.Events;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;

namespace CqrsPrototype.Tests.EventSourcing.Projections;

/// <summary>The projection of users, which throws for one of them until it is mended.</summary>
internal sealed class SpoiltProjection : IProjection<UserView, UserEvent>
{
    private readonly UserProjection _sound = new();

    public Spoilt Spoilt { get; set; }

    public int Generation { get; init; } = 1;

    public ViewName Name => _sound.Name with { Generation = Generation };

    public string Category => _sound.Category;

    public EventTypes<UserEvent> Events => _sound.Events;

    public JsonTypeInfo<UserView> Json => _sound.Json;

    public UserView? Apply(UserView? view, UserEvent @event, RecordedEvent recorded) => Try(Spoilt.Apply, @event.Email, _sound.Apply(view, @event, recorded));

    public string? SortKey(UserView view) => Try(Spoilt.SortKey, view.Email, _sound.SortKey(view));

    public IReadOnlyList<string> SearchTerms(UserView view) => Try(Spoilt.SearchTerms, view.Email, _sound.SearchTerms(view));

    private T Try<T>(Spoilt place, string email, T result) =>
        Spoilt == place && email == "bad@x" ? throw new InvalidOperationException("spoilt") : result;
}
