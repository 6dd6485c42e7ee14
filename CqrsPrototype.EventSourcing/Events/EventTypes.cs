using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Events;

/// <summary>The events of one aggregate: the name that each is stored under, its JSON, its schema version and the way from older ones.</summary>
/// <typeparam name="TEvent">What the events have in common.</typeparam>
public sealed class EventTypes<TEvent>
    where TEvent : class
{
    private readonly FrozenDictionary<string, Entry> _byName;
    private readonly FrozenDictionary<Type, Entry> _byType;

    private EventTypes(IReadOnlyCollection<Entry> entries)
    {
        _byName = entries.ToFrozenDictionary(e => e.Name);
        _byType = entries.ToFrozenDictionary(e => e.Json.Type);
    }

    /// <summary>No events; <see cref="Add{T}"/> names them.</summary>
    public static EventTypes<TEvent> Empty { get; } = new([]);

    /// <summary>The names, in alphabetical order.</summary>
    public IEnumerable<string> Names => _byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>These events and one more.</summary>
    /// <param name="name">What it is stored as; never changes.</param>
    /// <param name="json">How its data is written.</param>
    /// <param name="upcasters">One for each older schema version, from 1 on without gaps; the current version is one more than these.</param>
    /// <exception cref="ArgumentException">The name or the type is there already, or an upcaster is missing.</exception>
    public EventTypes<TEvent> Add<T>(string name, JsonTypeInfo<T> json, params IReadOnlyList<Upcaster> upcasters)
        where T : class, TEvent
    {
        for (var i = 0; i < upcasters.Count; i++)
        {
            if (upcasters[i].From != i + 1)
            {
                throw new ArgumentException($"The upcasters of '{name}' must go from 1 on without gaps.", nameof(upcasters));
            }
        }

        return new EventTypes<TEvent>([.. _byName.Values, new Entry(name, json, upcasters)]);
    }

    /// <summary>The name that an event is stored under.</summary>
    public string NameOf(TEvent @event) => EntryOf(@event).Name;

    /// <summary>Writes an event in its current schema version.</summary>
    public EventData Serialize(TEvent @event, Guid id)
    {
        var entry = EntryOf(@event);
        return new EventData(id, entry.Name, entry.SchemaVersion, JsonSerializer.SerializeToUtf8Bytes(@event, entry.Json));
    }

    /// <summary>Reads an event, whatever schema version it was stored in.</summary>
    /// <exception cref="UnknownEventTypeException">The type, or so new a version of it, is not known here.</exception>
    /// <exception cref="JsonException">The data is not what its type and version promise.</exception>
    public TEvent Deserialize(EventData data)
    {
        if (!_byName.TryGetValue(data.Type, out var entry) || data.SchemaVersion < 1 || data.SchemaVersion > entry.SchemaVersion)
        {
            throw new UnknownEventTypeException(data.Type, data.SchemaVersion);
        }

        var read = data.SchemaVersion == entry.SchemaVersion
            ? JsonSerializer.Deserialize(data.Data.Span, entry.Json)
            : Upcast(data, entry).Deserialize(entry.Json);
        return (TEvent)(read ?? throw new JsonException($"An event of type '{data.Type}' has no data."));
    }

    private static JsonObject Upcast(EventData data, Entry entry)
    {
        var json = JsonNode.Parse(data.Data.Span) as JsonObject
            ?? throw new JsonException($"An event of type '{data.Type}' is not a JSON object.");
        return entry.Upcasters.Skip(data.SchemaVersion - 1).Aggregate(json, (form, upcaster) => upcaster.Apply(form));
    }

    private Entry EntryOf(TEvent @event) => _byType.TryGetValue(@event.GetType(), out var entry)
        ? entry
        : throw new ArgumentException($"{@event.GetType().Name} is not registered as an event.", nameof(@event));

    private sealed record Entry(string Name, JsonTypeInfo Json, IReadOnlyList<Upcaster> Upcasters)
    {
        public int SchemaVersion => Upcasters.Count + 1;
    }
}
