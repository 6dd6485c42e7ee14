using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Writing;

namespace CqrsPrototype.Sqlite.Streams;

/// <summary>Secrets beside the events that they belong to.</summary>
internal sealed class SqliteStoreSecrets(EventDatabase database) : IStoreSecrets
{
    internal const string Find = "SELECT value FROM secrets WHERE name = ?1";

    public ValueTask<byte[]> GetOrAddAsync(string name, ReadOnlyMemory<byte> candidate, CancellationToken cancellationToken) =>
        new(database.Writer.WriteAsync(new GetOrAdd(name, candidate)).WaitAsync(cancellationToken));

    private sealed class GetOrAdd(string name, ReadOnlyMemory<byte> candidate) : WriteOperation<byte[]>
    {
        private const string Insert = "INSERT INTO secrets (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

        public override int Rows => 1;

        protected override byte[] Write(WriteSession session)
        {
            session.Statement(Insert).Bind(1, name).Bind(2, candidate.Span).Run();
            var find = session.Statement(Find).Bind(1, name);
            find.Step();
            var value = find.Bytes(0).ToArray();
            find.Reset();
            return value;
        }
    }
}
