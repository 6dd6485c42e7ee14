using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace CqrsPrototype.Sqlite.Files;

/// <summary>A prepared statement, bound and stepped without ADO.NET's objects in between: the hot paths run it tens of thousands of times a second.</summary>
/// <remarks>Parameters count from 1 in the order in which they first stand in the text, columns from 0, as in SQLite.</remarks>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle ?? throw new ObjectDisposedException(nameof(SqliteConnection));
        Check(sqlite3_prepare_v3(_connection, sql, SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public Statement Bind(int parameter, long value)
    {
        Check(sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, long? value)
    {
        Check(value is { } number ? sqlite3_bind_int64(_statement, parameter, number) : sqlite3_bind_null(_statement, parameter));
        return this;
    }

    public Statement Bind(int parameter, string? value)
    {
        Check(value is null ? sqlite3_bind_null(_statement, parameter) : sqlite3_bind_text(_statement, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    public Statement BindNull(int parameter)
    {
        Check(sqlite3_bind_null(_statement, parameter));
        return this;
    }

    /// <summary>Binds a UUID as its 16 bytes, the most significant first.</summary>
    public Statement Bind(int parameter, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(parameter, bytes);
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    /// <returns>How many rows it has changed.</returns>
    public int Run()
    {
        try
        {
            Step();
            return sqlite3_changes(_connection);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Moves to the next row; <see langword="false"/> behind the last. Whoever stops earlier calls <see cref="Reset"/>.</summary>
    public bool Step()
    {
        switch (sqlite3_step(_statement))
        {
            case SQLITE_ROW:
                return true;
            case SQLITE_DONE:
                return false;
            case var error:
                var exception = new SqliteException($"SQLite error {error}: {sqlite3_errmsg(_connection).utf8_to_string()}.", error, sqlite3_extended_errcode(_connection));
                Reset();
                throw exception;
        }
    }

    /// <summary>Makes the statement ready for the next run.</summary>
    public void Reset() => _ = sqlite3_reset(_statement);

    public bool IsNull(int column) => sqlite3_column_type(_statement, column) == SQLITE_NULL;

    /// <summary>Whether a column holds what its table says: SQLite keeps text in a column of numbers, if it is given that.</summary>
    public bool IsInteger(int column) => sqlite3_column_type(_statement, column) == SQLITE_INTEGER;

    public bool IsNumber(int column) => sqlite3_column_type(_statement, column) is SQLITE_INTEGER or SQLITE_FLOAT;

    public long Int64(int column) => sqlite3_column_int64(_statement, column);

    public int Int32(int column) => sqlite3_column_int(_statement, column);

    /// <summary>The bytes of a column, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => sqlite3_column_blob(_statement, column);

    public string Text(int column) => Encoding.UTF8.GetString(sqlite3_column_blob(_statement, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public Guid Guid(int column) => new(Bytes(column), bigEndian: true);

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _connection);
        }
    }
}
