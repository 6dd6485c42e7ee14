namespace CqrsPrototype.EventSourcing.Events;

/// <summary>An event that this code does not know: it was written by newer code, or its type was removed.</summary>
public sealed class UnknownEventTypeException : Exception
{
    internal UnknownEventTypeException(string type, int schemaVersion)
        : base($"This version of the program does not know events of type '{type}' in schema version {schemaVersion}. Deploy the one that does, then retry.")
    {
        EventType = type;
        SchemaVersion = schemaVersion;
    }

    /// <summary>The type as it was stored.</summary>
    public string EventType { get; }

    /// <summary>The schema version as it was stored.</summary>
    public int SchemaVersion { get; }
}
