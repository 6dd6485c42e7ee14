using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Reading;
using CqrsPrototype.Sqlite.Writing;

namespace CqrsPrototype.Sqlite.Views;

/// <summary>The list of stuck streams in a table of the same file.</summary>
internal sealed class SqliteStuckStreams(SqliteWriter writer, ReadSessions readers) : IStuckStreams
{
    internal const string List = """
        SELECT projection, generation, stream, version, event_type, error, at, attempts FROM stuck
        WHERE $projection IS NULL OR (projection = $projection AND generation = $generation)
        ORDER BY projection, generation, stream LIMIT $limit
        """;

    public async ValueTask ReportAsync(StuckStream stuck, CancellationToken cancellationToken) =>
        await writer.WriteAsync(new Report(stuck)).WaitAsync(cancellationToken);

    public async ValueTask ResolveAsync(ViewName view, StreamId stream, CancellationToken cancellationToken) =>
        await writer.WriteAsync(new Resolve(view, stream)).WaitAsync(cancellationToken);

    public ValueTask<IReadOnlyList<StuckStream>> ListAsync(ViewName? view, int limit, CancellationToken cancellationToken) =>
        new(readers.Read((view, limit), static (session, ask) =>
        {
            using var row = session.Command(List, "$projection", "$generation", "$limit")
                .With(0, ask.view?.Projection).With(1, ask.view?.Generation).With(2, ask.limit).ExecuteReader();
            var entries = new List<StuckStream>();
            while (row.Read())
            {
                entries.Add(new StuckStream(
                    new ViewName(row.GetString(0), row.GetInt32(1)), StreamId.Parse(row.GetString(2)), new StreamVersion(row.GetInt64(3)),
                    row.GetString(4), row.GetString(5), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)), row.GetInt32(7)));
            }

            return (IReadOnlyList<StuckStream>)entries;
        }));

    private sealed class Report(StuckStream stuck) : WriteOperation<bool>
    {
        private const string Upsert = """
            INSERT INTO stuck (projection, generation, stream, version, event_type, error, at, attempts)
            VALUES ($projection, $generation, $stream, $version, $event_type, $error, $at, 1)
            ON CONFLICT (projection, generation, stream) DO UPDATE
            SET version = excluded.version, event_type = excluded.event_type, error = excluded.error, at = excluded.at, attempts = attempts + 1
            """;

        public override int Rows => 1;

        protected override bool Write(WriteSession session) =>
            session.Command(Upsert, "$projection", "$generation", "$stream", "$version", "$event_type", "$error", "$at")
                .With(0, stuck.View.Projection).With(1, stuck.View.Generation).With(2, stuck.Stream.Value).With(3, stuck.Version.Value)
                .With(4, stuck.EventType).With(5, stuck.Error).With(6, stuck.At.ToUnixTimeMilliseconds())
                .ExecuteNonQuery() == 1;
    }

    private sealed class Resolve(ViewName view, StreamId stream) : WriteOperation<bool>
    {
        private const string Delete = "DELETE FROM stuck WHERE projection = $projection AND generation = $generation AND stream = $stream";

        public override int Rows => 1;

        protected override bool Write(WriteSession session) =>
            session.Command(Delete, "$projection", "$generation", "$stream")
                .With(0, view.Projection).With(1, view.Generation).With(2, stream.Value).ExecuteNonQuery() == 1;
    }
}
