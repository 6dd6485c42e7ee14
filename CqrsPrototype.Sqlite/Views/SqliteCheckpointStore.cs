using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Reading;
using CqrsPrototype.Sqlite.Writing;

namespace CqrsPrototype.Sqlite.Views;

/// <summary>Checkpoints in a table of the same file.</summary>
internal sealed class SqliteCheckpointStore(SqliteWriter writer, ReadSessions readers) : ICheckpointStore
{
    internal const string Find = "SELECT position FROM checkpoints WHERE subscription = $subscription";

    public ValueTask<GlobalPosition> ReadAsync(string subscription, CancellationToken cancellationToken) =>
        new(readers.Read(subscription, static (session, subscription) =>
            new GlobalPosition(session.Command(Find, "$subscription").With(0, subscription).ExecuteScalar() as long? ?? 0)));

    public ValueTask AdvanceAsync(string subscription, GlobalPosition position, CancellationToken cancellationToken) =>
        new(writer.WriteAsync(new Advance(subscription, position)).WaitAsync(cancellationToken));

    private sealed class Advance(string subscription, GlobalPosition position) : WriteOperation<bool>
    {
        private const string Upsert = """
            INSERT INTO checkpoints (subscription, position) VALUES ($subscription, $position)
            ON CONFLICT (subscription) DO UPDATE SET position = max(position, excluded.position)
            """;

        public override int Rows => 1;

        protected override bool Write(WriteSession session) =>
            session.Command(Upsert, "$subscription", "$position").With(0, subscription).With(1, position.Value).ExecuteNonQuery() == 1;
    }
}
