using System.Collections.Concurrent;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Sqlite.Reading;

/// <summary>The readers of the file. A read takes microseconds and runs where it is called; a connection serves one at a time.</summary>
internal sealed class ReadSessions(SqliteFile file) : IDisposable
{
    private const string Begin = "BEGIN";
    private const string End = "COMMIT";

    // More than run at once on the thread pool of any sensible machine; those above it are closed after use.
    private static readonly int MaxIdle = Math.Max(4, Environment.ProcessorCount * 2);

    private readonly ConcurrentBag<Statements> _idle = [];
    private int _idleCount;

    /// <summary>Reads with a connection of its own.</summary>
    /// <exception cref="EventStoreUnavailableException">The file cannot be read.</exception>
    public T Read<TArgument, T>(TArgument argument, Func<Statements, TArgument, T> read)
    {
        var session = default(Statements);
        try
        {
            session = Take();
            var result = read(session, argument);
            Return(session);
            return result;
        }
        catch (Exception exception)
        {
            // Its statements may stand in the middle of their rows.
            session?.Dispose();
            if (exception is SqliteException)
            {
                throw new EventStoreUnavailableException($"The data file '{file.Path}' could not be read: {exception.Message}", exception);
            }

            throw;
        }
    }

    /// <summary>Reads as <see cref="Read"/> does, all statements at one moment: the locks are taken once, not for each statement.</summary>
    /// <exception cref="EventStoreUnavailableException">The file cannot be read.</exception>
    public T ReadTogether<TArgument, T>(TArgument argument, Func<Statements, TArgument, T> read) => Read((argument, read), static (session, ask) =>
    {
        session.Get(Begin).Run();
        var result = ask.read(session, ask.argument);
        session.Get(End).Run();
        return result;
    });

    public void Dispose()
    {
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private Statements Take()
    {
        if (!_idle.TryTake(out var session))
        {
            return new Statements(file.OpenReader());
        }

        Interlocked.Decrement(ref _idleCount);
        return session;
    }

    private void Return(Statements session)
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
