using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Sqlite.Files;

/// <summary>A connection with its statements, each prepared once; one caller at a time.</summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<object, Statement> _prepared = new(ReferenceEqualityComparer.Instance);

    /// <summary>The statement of that text.</summary>
    public Statement Get(string sql)
    {
        if (!_prepared.TryGetValue(sql, out var statement))
        {
            _prepared.Add(sql, statement = new Statement(connection, sql));
        }

        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
