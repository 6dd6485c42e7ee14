namespace CqrsPrototype.Tests.Support;

/// <summary>The real servers that some tests need. Without a connection string such a test is skipped and says so.</summary>
internal static class Servers
{
    /// <summary>The connection string of MongoDB, or the test is skipped.</summary>
    public static string MongoDb => Required("mongodb", "MongoDB");

    /// <summary>The connection string of RabbitMQ, or the test is skipped.</summary>
    public static string Messaging => Required("messaging", "RabbitMQ");

    private static string Required(string name, string server)
    {
        var connection = Environment.GetEnvironmentVariable($"ConnectionStrings__{name}");
        Assert.SkipWhen(string.IsNullOrEmpty(connection), $"No {server}: set ConnectionStrings__{name} to run this test.");
        return connection!;
    }
}
