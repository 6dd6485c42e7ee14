using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Connecting;

/// <summary>What a write waits for and what a read may see, by the kind of server (protocol G1 to G3).</summary>
/// <param name="Durable">For every write that somebody relies on.</param>
/// <param name="VisibleIsDurable">Whether what can be read cannot be lost; else what is built on must be touched first.</param>
internal sealed record Concerns(WriteConcern Durable, bool VisibleIsDurable)
{
    /// <summary>For seals and heartbeats, whose loss costs nothing.</summary>
    public static WriteConcern Hint { get; } = WriteConcern.W1;

    /// <summary>A standalone takes it for local; a replica set shows only what a majority has.</summary>
    public static ReadConcern Read { get; } = ReadConcern.Majority;

    /// <summary>Chooses by the server's answer to <c>hello</c>.</summary>
    /// <remarks>A standalone must not be asked for a majority: it may then acknowledge before its journal is on disk.</remarks>
    public static Concerns For(BsonDocument hello)
    {
        var isReplicated = hello.Contains("setName") || hello.GetValue("msg", "") == "isdbgrid";
        return isReplicated
            ? new Concerns(WriteConcern.WMajority.With(journal: true), VisibleIsDurable: true)
            : new Concerns(WriteConcern.W1.With(journal: true), VisibleIsDurable: false);
    }
}
