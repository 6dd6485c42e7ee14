using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.Sqlite.Writing;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Sqlite.Files;

/// <summary>The file of views at work.</summary>
internal sealed class ViewDatabase(DataDirectory directory, EventSourcingSignals signals, TimeProvider time, ILogger<SqliteWriter> logger)
    : SqliteDatabase(directory.Views, signals, time, logger);
