namespace CqrsPrototype.Sqlite.Files;

/// <summary>When what is written to a file is safe from a loss of power. A crash of the process loses nothing in either case.</summary>
internal enum Durability
{
    /// <summary>When the commit returns.</summary>
    OnCommit,

    /// <summary>
    /// When the write-ahead log is next copied into the file. A loss of power may take the last commits, in the order in which they were
    /// made: what is left is what once was.
    /// </summary>
    OnCheckpoint,
}
