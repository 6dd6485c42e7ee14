using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Streams;
using CqrsPrototype.Sqlite.Views;
using CqrsPrototype.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Tests.Sqlite;

/// <summary>What a query costs must not depend on how much there is.</summary>
public sealed class SqlitePlanTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly DataDirectory _data;

    public SqlitePlanTests() => _data = new DataDirectory(_directory.Path);

    public static TheoryData<string, string> HotQueriesOfEvents => new()
    {
        { nameof(SqliteEventStore.ReadStream), SqliteEventStore.ReadStream },
        { nameof(SqliteEventStore.ReadBackwards), SqliteEventStore.ReadBackwards },
        { nameof(SqliteEventStore.ReadKey), SqliteEventStore.ReadKey },
        { nameof(SqliteEventLog.ReadLog), SqliteEventLog.ReadLog },
        { nameof(SqliteEventLog.ReadHeads), SqliteEventLog.ReadHeads },
        { nameof(SqliteEventLog.FindEnd), SqliteEventLog.FindEnd },
        { nameof(SqliteStoreSecrets.Find), SqliteStoreSecrets.Find },
    };

    public static TheoryData<string, string> HotQueriesOfViews => new()
    {
        { nameof(SqliteViewStore.Find), SqliteViewStore.Find },
        { nameof(SqliteViewStore.FindVersion), SqliteViewStore.FindVersion },
        { nameof(SqliteViewStore.List), SqliteViewStore.List },
        { nameof(SqliteCheckpointStore.Find), SqliteCheckpointStore.Find },
        { nameof(SqliteStuckStreams.List), SqliteStuckStreams.List },
        { nameof(SqliteStuckStreams.Count), SqliteStuckStreams.Count },
    };

    public void Dispose()
    {
        _data.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [MemberData(nameof(HotQueriesOfEvents))]
    public void Every_hot_query_of_events_uses_its_index(string name, string sql) => ShouldUseIndexes(Plan(_data.Events, sql), name);

    [Theory]
    [MemberData(nameof(HotQueriesOfViews))]
    public void Every_hot_query_of_views_uses_its_index(string name, string sql) => ShouldUseIndexes(Plan(_data.Views, sql), name);

    [Fact]
    public void A_search_reads_only_the_terms_that_match() =>
        Plan(_data.Views, SqliteViewStore.Search).Should().Contain(step => step.StartsWith("SEARCH view_terms USING PRIMARY KEY (view=? AND term>? AND term<?)", StringComparison.Ordinal))
            .And.NotContain("SCAN views").And.NotContain("SCAN v");

    private static void ShouldUseIndexes(List<string> plan, string name) =>
        plan.Should().NotBeEmpty(name).And.OnlyContain(step => step.StartsWith("SEARCH", StringComparison.Ordinal) || step.StartsWith("SCALAR SUBQUERY", StringComparison.Ordinal));

    private static List<string> Plan(SqliteFile file, string sql)
    {
        using var connection = file.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        foreach (var parameter in System.Text.RegularExpressions.Regex.Matches(sql, @"\?\d").Select(m => m.Value).Distinct())
        {
            command.Parameters.Add(new SqliteParameter(parameter, 1));
        }

        using var rows = command.ExecuteReader();
        var steps = new List<string>();
        while (rows.Read())
        {
            steps.Add(rows.GetString(3));
        }

        return steps;
    }
}
