using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.Sqlite.Reading;
using CqrsPrototype.Sqlite.Writing;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Sqlite.Files;

/// <summary>A file at work: its one writer and its readers.</summary>
internal abstract class SqliteDatabase(SqliteFile file, EventSourcingSignals signals, TimeProvider time, ILogger<SqliteWriter> logger) : IDisposable
{
    public SqliteFile File => file;

    public SqliteWriter Writer { get; } = new(file, signals, time, logger);

    public ReadSessions Readers { get; } = new(file);

    public void Dispose()
    {
        Writer.Dispose();
        Readers.Dispose();
    }
}
