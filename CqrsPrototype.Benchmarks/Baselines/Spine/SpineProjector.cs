using System.Text.Json;
using System.Threading.Channels;
using CqrsPrototype.Benchmarks.Baselines.RawSqlite;

namespace CqrsPrototype.Benchmarks.Baselines.Spine;

/// <summary>Writes what was committed into documents, a batch at a time. It can be made again from the log, so it need not be on disk at once.</summary>
internal sealed class SpineProjector : IDisposable
{
    private const int Batch = 1000;

    private readonly Channel<(string Stream, long Version, byte[] Data)> _inbox =
        Channel.CreateUnbounded<(string, long, byte[])>(new UnboundedChannelOptions { SingleReader = true });

    private readonly RawDocuments _documents;
    private readonly Thread _thread;

    public SpineProjector(string path)
    {
        _documents = new RawDocuments(path, "NORMAL");
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public static byte[] EventOf(Person person) => JsonSerializer.SerializeToUtf8Bytes(person, PersonJson.Default.Person);

    public void Take(string stream, long version, byte[] data) => _inbox.Writer.TryWrite((stream, version, data));

    public void Dispose()
    {
        _inbox.Writer.Complete();
        _thread.Join();
        _documents.Dispose();
    }

    private void Run()
    {
        var position = 0L;
        while (_inbox.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            using var transaction = _documents.Begin();
            for (var count = 0; count < Batch && _inbox.Reader.TryRead(out var recorded); count++, position++)
            {
                var person = JsonSerializer.Deserialize(recorded.Data, PersonJson.Default.Person)!;
                _documents.Write(recorded.Stream, person with { Version = recorded.Version });
            }

            _documents.Checkpoint(position);
            transaction.Commit();
        }
    }
}
