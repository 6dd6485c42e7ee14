using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Writing;

namespace CqrsPrototype.Sqlite.Views;

/// <summary>Checkpoints in the file of the views, so that neither is lost without the other.</summary>
internal sealed class SqliteCheckpointStore(ViewDatabase database) : ICheckpointStore
{
    internal const string Find = "SELECT position FROM checkpoints WHERE subscription = ?1";

    public ValueTask<GlobalPosition> ReadAsync(string subscription, CancellationToken cancellationToken) =>
        new(database.Readers.Read(subscription, static (session, subscription) =>
        {
            var row = session.Get(Find).Bind(1, subscription);
            var position = row.Step() ? new GlobalPosition(row.Int64(0)) : GlobalPosition.Start;
            row.Reset();
            return position;
        }));

    public ValueTask AdvanceAsync(string subscription, GlobalPosition position, CancellationToken cancellationToken) =>
        new(database.Writer.WriteAsync(new Advance(subscription, position)).WaitAsync(cancellationToken));

    private sealed class Advance(string subscription, GlobalPosition position) : WriteOperation<bool>
    {
        private const string Upsert = """
            INSERT INTO checkpoints (subscription, position) VALUES (?1, ?2)
            ON CONFLICT (subscription) DO UPDATE SET position = max(position, excluded.position)
            """;

        public override int Rows => 1;

        protected override bool Write(WriteSession session) =>
            session.Statement(Upsert).Bind(1, subscription).Bind(2, position.Value).Run() == 1;
    }
}
