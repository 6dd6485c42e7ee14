namespace CqrsPrototype.Standalone;

/// <summary>What the process says when it is ready.</summary>
internal static class Greeting
{
    public static string For(StandaloneOptions options) => $"""
        CqrsPrototype is ready.
          Commands  http://localhost:{options.CommandPort}  (documentation: /scalar)
          Queries   http://localhost:{options.QueryPort}  (documentation: /scalar)
          Both      http://localhost:{options.GatewayPort}
          Data      {(options.Servers is { } servers ? $"MongoDB at {servers.MongoDB.Server}, RabbitMQ at {servers.RabbitMQ.Authority}" : options.Directory)}
        Ctrl+C stops it.
        """;
}
