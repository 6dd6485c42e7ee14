using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.Sqlite.Files;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Sqlite.Writing;

/// <summary>The writer's connection with its prepared statements; only the writer's thread uses it.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];
    private SqliteTransaction? _transaction;
    private long _committedEnd;

    public WriteSession(SqliteConnection connection)
    {
        _connection = connection;
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(position) FROM events";
        _committedEnd = command.ExecuteScalar() is long last ? last + 1 : 0;
        End = new GlobalPosition(_committedEnd);
    }

    /// <summary>The position that the next event gets.</summary>
    public GlobalPosition End { get; set; }

    /// <summary>The statement of that text, prepared once and inside the current transaction.</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<string> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands.Add(sql, command = _connection.Prepare(sql, parameters));
        }

        command.Transaction = _transaction;
        return command;
    }

    public void Begin() => _transaction = _connection.BeginTransaction(deferred: false);

    /// <summary>Returns when everything since <see cref="Begin"/> is on disk.</summary>
    /// <returns>Whether the log has grown.</returns>
    public bool Commit()
    {
        _transaction!.Commit();
        _transaction.Dispose();
        _transaction = null;
        var grown = End.Value > _committedEnd;
        _committedEnd = End.Value;
        return grown;
    }

    /// <summary>Undoes everything since <see cref="Begin"/>.</summary>
    public void Rollback()
    {
        End = new GlobalPosition(_committedEnd);
        _transaction?.Dispose();
        _transaction = null;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _transaction?.Dispose();
        _connection.Dispose();
    }
}
