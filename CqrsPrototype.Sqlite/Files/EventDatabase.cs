using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.Sqlite.Writing;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Sqlite.Files;

/// <summary>The file of events at work.</summary>
internal sealed class EventDatabase(DataDirectory directory, EventSourcingSignals signals, TimeProvider time, ILogger<SqliteWriter> logger)
    : SqliteDatabase(directory.Events, signals, time, logger);
