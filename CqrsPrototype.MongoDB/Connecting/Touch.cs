using MongoDB.Bson;

namespace CqrsPrototype.Mongo.Connecting;

/// <summary>A write that says nothing: what it finds is durable when it is acknowledged (protocol B2, B5, G3).</summary>
internal static class Touch
{
    public static BsonDocument Update { get; } = new("$inc", new BsonDocument("touched", 1));
}
