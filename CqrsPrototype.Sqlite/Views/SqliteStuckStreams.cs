using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Writing;

namespace CqrsPrototype.Sqlite.Views;

/// <summary>The list of stuck streams beside the views.</summary>
internal sealed class SqliteStuckStreams(ViewDatabase database) : IStuckStreams
{
    internal const string List = $"""
        SELECT {Columns} FROM stuck WHERE projection = ?1 AND generation = ?2 AND stream > ?3 ORDER BY stream LIMIT ?4
        """;

    internal const string Find = $"SELECT {Columns} FROM stuck WHERE projection = ?1 AND generation = ?2 AND stream = ?3";

    internal const string Count = "SELECT count(*) FROM stuck WHERE projection = ?1 AND generation = ?2";

    private const string Columns = "projection, generation, stream, version, event_type, error, at, attempts";

    public async ValueTask ReportAsync(StuckStream stuck, CancellationToken cancellationToken) =>
        await database.Writer.WriteAsync(new Report(stuck)).WaitAsync(cancellationToken);

    public async ValueTask ResolveAsync(ViewName view, StreamId stream, StreamVersion reached, CancellationToken cancellationToken) =>
        await database.Writer.WriteAsync(new Resolve(view, stream, reached)).WaitAsync(cancellationToken);

    public async ValueTask WithdrawAsync(StuckStream read, CancellationToken cancellationToken) =>
        await database.Writer.WriteAsync(new Withdraw(read)).WaitAsync(cancellationToken);

    public ValueTask<IReadOnlyList<StuckStream>> ListAsync(ViewName view, StreamId? after, int limit, CancellationToken cancellationToken) =>
        new(database.Readers.Read((view, after, limit), static (session, ask) =>
        {
            var row = Of(ask.view, session.Get(List)).Bind(3, $"{ask.after}").Bind(4, ask.limit);
            var entries = new List<StuckStream>();
            while (row.Step())
            {
                entries.Add(Read(row));
            }

            row.Reset();
            return (IReadOnlyList<StuckStream>)entries;
        }));

    public ValueTask<StuckStream?> FindAsync(ViewName view, StreamId stream, CancellationToken cancellationToken) =>
        new(database.Readers.Read((view, stream), static (session, ask) =>
        {
            var row = Of(ask.view, session.Get(Find)).Bind(3, ask.stream.Value);
            var entry = row.Step() ? Read(row) : null;
            row.Reset();
            return entry;
        }));

    public ValueTask<long> CountAsync(ViewName view, CancellationToken cancellationToken) =>
        new(database.Readers.Read(view, static (session, view) =>
        {
            var row = Of(view, session.Get(Count));
            row.Step();
            var count = row.Int64(0);
            row.Reset();
            return count;
        }));

    private static Statement Of(ViewName view, Statement statement) => statement.Bind(1, view.Projection).Bind(2, view.Generation);

    private static StuckStream Read(Statement row) => new(
        new ViewName(row.Text(0), row.Int32(1)), StreamId.Parse(row.Text(2)), new StreamVersion(row.Int64(3)),
        row.Text(4), row.Text(5), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(6)), row.Int32(7));

    private sealed class Report(StuckStream stuck) : WriteOperation<bool>
    {
        private const string Upsert = """
            INSERT INTO stuck (projection, generation, stream, version, event_type, error, at, attempts)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1)
            ON CONFLICT (projection, generation, stream) DO UPDATE
            SET version = excluded.version, event_type = excluded.event_type, error = excluded.error, at = excluded.at, attempts = attempts + 1
            """;

        public override int Rows => 1;

        protected override bool Write(WriteSession session) =>
            session.Statement(Upsert)
                .Bind(1, stuck.View.Projection).Bind(2, stuck.View.Generation).Bind(3, stuck.Stream.Value).Bind(4, stuck.Version.Value)
                .Bind(5, stuck.EventType).Bind(6, stuck.Error).Bind(7, stuck.At.ToUnixTimeMilliseconds())
                .Run() == 1;
    }

    private sealed class Withdraw(StuckStream read) : WriteOperation<bool>
    {
        private const string Delete = """
            DELETE FROM stuck WHERE projection = ?1 AND generation = ?2 AND stream = ?3 AND version = ?4 AND attempts = ?5 AND at = ?6
            """;

        public override int Rows => 1;

        protected override bool Write(WriteSession session) =>
            session.Statement(Delete)
                .Bind(1, read.View.Projection).Bind(2, read.View.Generation).Bind(3, read.Stream.Value).Bind(4, read.Version.Value)
                .Bind(5, read.Attempts).Bind(6, read.At.ToUnixTimeMilliseconds())
                .Run() == 1;
    }

    private sealed class Resolve(ViewName view, StreamId stream, StreamVersion reached) : WriteOperation<bool>
    {
        private const string Delete = "DELETE FROM stuck WHERE projection = ?1 AND generation = ?2 AND stream = ?3 AND version <= ?4";

        public override int Rows => 1;

        protected override bool Write(WriteSession session) =>
            session.Statement(Delete).Bind(1, view.Projection).Bind(2, view.Generation).Bind(3, stream.Value).Bind(4, reached.Value).Run() == 1;
    }
}
