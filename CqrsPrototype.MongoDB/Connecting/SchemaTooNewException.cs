namespace CqrsPrototype.Mongo.Connecting;

/// <summary>The database was written by a newer version of this program. Nothing is read or written.</summary>
public sealed class SchemaTooNewException : Exception
{
    internal SchemaTooNewException(int version)
        : base($"The database has schema version {version}; this program knows version {Schema.Version}. Start the newer version of the program.") =>
        Version = version;

    /// <summary>The version of the database.</summary>
    public int Version { get; }
}
