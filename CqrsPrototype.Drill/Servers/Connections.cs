namespace CqrsPrototype.Drill.Servers;

/// <summary>Where the servers are.</summary>
/// <param name="MongoDb">The connection string of MongoDB.</param>
/// <param name="Messaging">The connection string of RabbitMQ.</param>
internal sealed record Connections(string MongoDb, string Messaging);
