using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Sqlite.Reading;
using CqrsPrototype.Sqlite.Writing;

namespace CqrsPrototype.Sqlite.Streams;

/// <summary>Secrets in a table of the same file.</summary>
internal sealed class SqliteStoreSecrets(SqliteWriter writer, ReadSessions readers) : IStoreSecrets
{
    internal const string Find = "SELECT value FROM secrets WHERE name = $name";

    public ValueTask<byte[]> GetOrAddAsync(string name, ReadOnlyMemory<byte> candidate, CancellationToken cancellationToken) =>
        new(writer.WriteAsync(new GetOrAdd(name, candidate)).WaitAsync(cancellationToken));

    public ValueTask<byte[]?> FindAsync(string name, CancellationToken cancellationToken) =>
        new(readers.Read(name, static (session, name) => session.Command(Find, "$name").With(0, name).ExecuteScalar() as byte[]));

    private sealed class GetOrAdd(string name, ReadOnlyMemory<byte> candidate) : WriteOperation<byte[]>
    {
        private const string Insert = "INSERT INTO secrets (name, value) VALUES ($name, $value) ON CONFLICT DO NOTHING";

        public override int Rows => 1;

        protected override byte[] Write(WriteSession session)
        {
            session.Command(Insert, "$name", "$value").With(0, name).With(1, candidate.ToArray()).ExecuteNonQuery();
            return (byte[])session.Command(Find, "$name").With(0, name).ExecuteScalar()!;
        }
    }
}
