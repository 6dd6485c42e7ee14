namespace CqrsPrototype.Mongo.Connecting;

/// <summary>Where the stores are.</summary>
/// <param name="Database">The name of the database.</param>
internal sealed record MongoStoreOptions(string Database)
{
    /// <summary>Most commits that wait for the writer; one more is refused.</summary>
    public int QueueCapacity { get; init; } = 4096;

    /// <summary>How long one request to the server may take.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it may take while the server is known not to answer, so that callers are told soon.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(2);
}
