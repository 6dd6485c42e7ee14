using CqrsPrototype.Sqlite;
using CqrsPrototype.Tests.Contracts;
using CqrsPrototype.Tests.EventSourcing.Projections;
using CqrsPrototype.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Tests.Sqlite;

/// <summary>Rows of views that somebody has changed by hand: SQLite keeps text in a column of numbers.</summary>
public sealed class SqliteDamagedViewTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private StoreFixture _stores = null!;

    public ValueTask InitializeAsync()
    {
        _stores = new StoreFixture(isDurable: true, services => services.AddSqliteEventStore(_directory.Path), _directory.Dispose);
        return default;
    }

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    [Theory]
    [InlineData("version = 'one'", "its version is no number from 1 on")]
    [InlineData("version = 1.5", "its version is no number from 1 on")]
    [InlineData("version = 0", "its version is no number from 1 on")]
    [InlineData("at = 'yesterday'", "its time is none")]
    [InlineData("at = 9223372036854775807", "its time is none")]
    [InlineData("body = 3", "its body is a number")]
    public async Task A_row_that_is_no_view_any_more_stops_its_own_stream_until_it_is_removed(string change, string reason) =>
        await new DamagedViewScenario(_stores).RunAsync(
            stream => RunAsync($"UPDATE views SET {change} WHERE stream = '{stream}'"), reason, stream => RunAsync($"DELETE FROM views WHERE stream = '{stream}'"));

    private async Task RunAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "views.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).Should().Be(1);
    }
}
