using System.Collections.Concurrent;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Sqlite.Reading;

/// <summary>The readers of the file. A read takes microseconds and runs where it is called; a connection serves one at a time.</summary>
internal sealed class ReadSessions(SqliteFile file) : IDisposable
{
    // More than run at once on the thread pool of any sensible machine; those above it are closed after use.
    private static readonly int MaxIdle = Math.Max(4, Environment.ProcessorCount * 2);

    private readonly ConcurrentBag<ReadSession> _idle = [];
    private int _idleCount;

    /// <summary>Reads with a connection of its own.</summary>
    /// <exception cref="EventStoreUnavailableException">The file cannot be read.</exception>
    public T Read<TArgument, T>(TArgument argument, Func<ReadSession, TArgument, T> read)
    {
        try
        {
            var session = Take();
            var result = read(session, argument);
            Return(session);
            return result;
        }
        catch (SqliteException exception)
        {
            throw new EventStoreUnavailableException($"The data file '{file.Path}' could not be read: {exception.Message}", exception);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private ReadSession Take()
    {
        if (!_idle.TryTake(out var session))
        {
            return new ReadSession(file.OpenReader());
        }

        Interlocked.Decrement(ref _idleCount);
        return session;
    }

    private void Return(ReadSession session)
    {
        if (Interlocked.Increment(ref _idleCount) <= MaxIdle)
        {
            _idle.Add(session);
            return;
        }

        Interlocked.Decrement(ref _idleCount);
        session.Dispose();
    }
}
