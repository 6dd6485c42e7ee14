using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.Sqlite.Files;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Sqlite.Writing;

/// <summary>The writer's connection with its prepared statements; only the writer's thread uses it.</summary>
internal sealed class WriteSession : IDisposable
{
    private const string BeginTransaction = "BEGIN IMMEDIATE";
    private const string CommitTransaction = "COMMIT";
    private const string RollBack = "ROLLBACK";

    private readonly SqliteConnection _connection;
    private readonly Statements _statements;
    private GlobalPosition? _end;
    private GlobalPosition? _committedEnd;

    public WriteSession(SqliteConnection connection) => (_connection, _statements) = (connection, new Statements(connection));

    /// <summary>The position that the next event gets. Only the file of events has one.</summary>
    public GlobalPosition End
    {
        get => _end ??= (_committedEnd = ReadEnd()).Value;
        set => _end = value;
    }

    /// <summary>The statement of that text, prepared once.</summary>
    public Statement Statement(string sql) => _statements.Get(sql);

    public void Begin() => Statement(BeginTransaction).Run();

    /// <summary>Returns when everything since <see cref="Begin"/> is on disk.</summary>
    /// <returns>Whether the log has grown.</returns>
    public bool Commit()
    {
        Statement(CommitTransaction).Run();
        var grown = _end != _committedEnd;
        _committedEnd = _end;
        return grown;
    }

    /// <summary>Undoes everything since <see cref="Begin"/>.</summary>
    public void Rollback() => Statement(RollBack).Run();

    public void Dispose() => _statements.Dispose();

    private GlobalPosition ReadEnd() => new(_connection.Scalar("SELECT max(position) FROM events") is long last ? last + 1 : 0);
}
