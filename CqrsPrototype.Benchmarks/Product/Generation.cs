using System.Text.Json.Serialization.Metadata;
using CqrsPrototype.EventSourcing.Events;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;

namespace CqrsPrototype.Benchmarks.Product;

/// <summary>The product's projection, writing to a generation of views that is still empty.</summary>
internal sealed class Generation(int number) : IProjection<UserView, UserEvent>
{
    private readonly UserProjection _projection = new();

    public ViewName Name { get; } = new("users", number);

    public string Category => _projection.Category;

    public EventTypes<UserEvent> Events => _projection.Events;

    public JsonTypeInfo<UserView> Json => _projection.Json;

    public UserView? Apply(UserView? view, UserEvent @event, RecordedEvent recorded) => _projection.Apply(view, @event, recorded);

    public string? SortKey(UserView view) => _projection.SortKey(view);

    public IReadOnlyList<string> SearchTerms(UserView view) => _projection.SearchTerms(view);
}
