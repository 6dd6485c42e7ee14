namespace CqrsPrototype.Tests.Support;

/// <summary>The real servers that some tests need: those that a connection string names, else containers where a Docker engine is. Else such a test is skipped and says so.</summary>
internal static class Servers
{
    private const int DefaultManagementPort = 15672;

    private static readonly Lazy<FoundServer> FoundMongoDb = new(() => Find("MongoDB", "mongodb", Containers.StartMongoDb));

    private static readonly Lazy<FoundServer> FoundRabbitMq = new(() => Find("RabbitMQ", "messaging", Containers.StartRabbitMq));

    /// <summary>The connection string of MongoDB, or the test is skipped.</summary>
    public static string MongoDb => OrSkip(FoundMongoDb.Value).Connection!;

    /// <summary>The connection string of RabbitMQ, or the test is skipped.</summary>
    public static string Messaging => OrSkip(FoundRabbitMq.Value).Connection!;

    /// <summary>The port of RabbitMQ's management API: that of the container, else <c>RABBITMQ_MANAGEMENT_PORT</c>, else the usual one.</summary>
    public static int ManagementPort => OrSkip(FoundRabbitMq.Value).ManagementPort
        ?? (int.TryParse(Environment.GetEnvironmentVariable("RABBITMQ_MANAGEMENT_PORT"), out var port) ? port : DefaultManagementPort);

    private static FoundServer Find(string server, string name, Func<FoundServer?> startContainer)
    {
        var connection = Environment.GetEnvironmentVariable($"ConnectionStrings__{name}");
        return !string.IsNullOrEmpty(connection)
            ? new FoundServer(connection)
            : startContainer() ?? new FoundServer(null, Problem: $"No {server}: set ConnectionStrings__{name}, or start a Docker engine, to run this test.");
    }

    private static FoundServer OrSkip(FoundServer found)
    {
        Assert.SkipWhen(found.Problem is not null, found.Problem ?? "");
        return found;
    }
}
