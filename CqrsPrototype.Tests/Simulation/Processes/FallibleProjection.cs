using System.Text.Json.Serialization.Metadata;
using CqrsPrototype.EventSourcing.Events;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;

namespace CqrsPrototype.Tests.Simulation.Processes;

/// <summary>The projection of accounts, with a mistake in it until that is mended.</summary>
/// <param name="isMended">Whether this program has the mistake no more.</param>
internal sealed class FallibleProjection(bool isMended) : IProjection<AccountView, AccountEvent>
{
    /// <summary>An event that names this owner cannot be projected.</summary>
    public const string Spoilt = "Eve";

    private readonly AccountProjection _sound = new();

    public static ViewName View { get; } = new AccountProjection().Name;

    public ViewName Name => _sound.Name;

    public string Category => _sound.Category;

    public EventTypes<AccountEvent> Events => _sound.Events;

    public JsonTypeInfo<AccountView> Json => _sound.Json;

    public AccountView? Apply(AccountView? view, AccountEvent @event, RecordedEvent recorded) =>
        !isMended && @event is AccountEvent.Renamed { Owner: Spoilt } ? throw new SpoiltEventException() : _sound.Apply(view, @event, recorded);

    public string? SortKey(AccountView view) => _sound.SortKey(view);

    public IReadOnlyList<string> SearchTerms(AccountView view) => _sound.SearchTerms(view);
}
