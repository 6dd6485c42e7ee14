namespace CqrsPrototype.Benchmarks.Backing;

/// <summary>The MongoDB and the RabbitMQ that the system on servers is measured on.</summary>
/// <param name="MongoDb">Its connection string, without a database.</param>
/// <param name="Messaging">The AMQP URI; the broker must have the management plugin, and the user may make virtual hosts.</param>
internal sealed record BackingServers(string MongoDb, string Messaging)
{
    private const string MongoDbVariable = "ConnectionStrings__mongodb";
    private const string MessagingVariable = "ConnectionStrings__messaging";

    /// <summary>What to say where they are not there.</summary>
    public const string Missing = $"set {MongoDbVariable} and {MessagingVariable} to measure them";

    /// <summary>Reads the environment.</summary>
    /// <returns><see langword="null"/> unless both are set.</returns>
    public static BackingServers? FromEnvironment() =>
        (Environment.GetEnvironmentVariable(MongoDbVariable), Environment.GetEnvironmentVariable(MessagingVariable)) switch
        {
            ({ Length: > 0 } mongodb, { Length: > 0 } messaging) => new BackingServers(mongodb, messaging),
            _ => null,
        };
}
