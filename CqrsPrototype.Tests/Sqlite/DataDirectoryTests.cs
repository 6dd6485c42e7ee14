using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Tests.Support;
using Microsoft.Data.Sqlite;

namespace CqrsPrototype.Tests.Sqlite;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_directory_is_made_if_it_is_not_there()
    {
        var path = Path.Combine(_directory.Path, "new", "data");

        using var file = new DataDirectory(path);

        Directory.GetFiles(path, "*.db").Select(Path.GetFileName).Should().BeEquivalentTo("cqrs.db", "views.db");
    }

    [Fact]
    public void A_second_one_is_kept_out_until_the_first_is_gone()
    {
        var first = new DataDirectory(_directory.Path);
        FluentActions.Invoking(() => new DataDirectory(_directory.Path)).Should().Throw<DataDirectoryException>().WithMessage("*in use by another process*");

        first.Dispose();

        using var second = new DataDirectory(_directory.Path);
    }

    [Fact]
    public void A_place_where_nothing_can_be_written_is_not_taken_for_one_in_use()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A directory where even root cannot make a file.");

        FluentActions.Invoking(() => new DataDirectory("/proc")).Should().Throw<DataDirectoryException>().WithMessage("*'/proc' cannot be written*");
    }

    [Fact]
    public void A_file_of_a_newer_program_is_refused_and_left_alone()
    {
        Create("PRAGMA user_version = 99;");

        FluentActions.Invoking(() => new DataDirectory(_directory.Path)).Should().Throw<DataDirectoryException>().WithMessage("*schema version 99*newer program*");

        Query("PRAGMA user_version").Should().Be(99L);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_in_one_line()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "cqrs.db"), new string('x', 8192));

        FluentActions.Invoking(() => new DataDirectory(_directory.Path)).Should().Throw<DataDirectoryException>().WithMessage("*cannot be opened*");
        FluentActions.Invoking(() => DataDirectoryLock.Take(_directory.Path)).Should().NotThrow("the lock was given back").Subject.Dispose();
    }

    [Fact]
    public void An_older_file_is_brought_forward_step_by_step_with_its_data()
    {
        Create(ViewSchema.Migrations[0].Sql + "PRAGMA user_version = 1; INSERT INTO checkpoints VALUES ('mine', 7);");
        using var connection = Open();

        Schema.Migrate(
            connection,
            [
                ViewSchema.Migrations[0],
                new Migration(2, "ALTER TABLE checkpoints RENAME COLUMN position TO place;"),
                new Migration(3, "ALTER TABLE checkpoints ADD COLUMN note TEXT NOT NULL DEFAULT 'none';"),
            ]);

        Query("PRAGMA user_version").Should().Be(3L);
        Query("SELECT subscription || place || note FROM checkpoints").Should().Be("mine7none");
    }

    [Fact]
    public void A_migration_that_fails_leaves_the_file_as_it_was()
    {
        Create(EventSchema.Migrations[0].Sql + "PRAGMA user_version = 1;");
        using var connection = Open();

        FluentActions.Invoking(() => Schema.Migrate(connection, [EventSchema.Migrations[0], new Migration(2, "DROP TABLE secrets; SELECT * FROM nowhere;")]))
            .Should().Throw<SqliteException>();

        Query("PRAGMA user_version").Should().Be(1L);
        Query("SELECT count(*) FROM secrets").Should().Be(0L);
    }

    [Fact]
    public void A_directory_from_before_the_views_had_a_file_of_their_own_keeps_its_events()
    {
        Create(EventSchema.Migrations[0].Sql + "PRAGMA user_version = 1; INSERT INTO secrets VALUES ('mine', x'07'); INSERT INTO checkpoints VALUES ('mine', 7);");

        using var data = new DataDirectory(_directory.Path);

        Query("SELECT group_concat(name) FROM (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name)").Should().Be("events,secrets");
        Query("SELECT count(*) FROM secrets").Should().Be(1L);
    }

    [Fact]
    public void A_commit_of_events_waits_for_the_disk_and_one_of_views_does_not()
    {
        using var data = new DataDirectory(_directory.Path);
        using var events = data.Events.OpenWriter();
        using var views = data.Views.OpenWriter();

        (events.Scalar("PRAGMA journal_mode"), events.Scalar("PRAGMA synchronous")).Should().Be(("wal", 2L));
        (views.Scalar("PRAGMA journal_mode"), views.Scalar("PRAGMA synchronous")).Should().Be(("wal", 1L));
    }

    [Fact]
    public void A_damaged_file_of_views_may_be_deleted_and_the_refusal_says_so()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "views.db"), new string('x', 8192));

        FluentActions.Invoking(() => new DataDirectory(_directory.Path)).Should().Throw<DataDirectoryException>().WithMessage("*views.db*Delete it*made again from the log*");
    }

    private void Create(string sql)
    {
        using var connection = Open();
        connection.Execute(sql);
    }

    private object? Query(string sql)
    {
        using var connection = Open();
        return connection.Scalar(sql);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "cqrs.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
