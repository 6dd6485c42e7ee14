using CqrsPrototype.Sqlite.Files;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Sqlite.Reading;

/// <summary>A reader's connection with its prepared statements; one caller at a time.</summary>
internal sealed class ReadSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    /// <summary>The statement of that text, prepared once.</summary>
    public SqliteCommand Command(string sql, params ReadOnlySpan<string> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            _commands.Add(sql, command = connection.Prepare(sql, parameters));
        }

        return command;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }
}
