using System.Threading.Channels;

namespace CqrsPrototype.Benchmarks.Baselines.RawSqlite;

/// <summary>One thread that writes what waits in one transaction and answers when it is on disk.</summary>
internal sealed class GroupCommit : IDisposable
{
    private const int Most = 1000;

    private readonly Channel<Append> _queue = Channel.CreateBounded<Append>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly RawLog _log;
    private readonly Action<string, long, byte[]> _committed;
    private readonly Thread _thread;

    /// <param name="path">The file.</param>
    /// <param name="committed">Is told of each event that is on disk: stream, version, data.</param>
    public GroupCommit(string path, Action<string, long, byte[]> committed)
    {
        _log = new RawLog(path);
        _committed = committed;
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <returns>The version, when it is on disk.</returns>
    public async ValueTask<long> AppendAsync(string stream, byte[] data, CancellationToken cancellationToken)
    {
        var append = new Append(stream, data, new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _queue.Writer.WriteAsync(append, cancellationToken);
        return await append.Done.Task;
    }

    public void Dispose()
    {
        _queue.Writer.Complete();
        _thread.Join();
        _log.Dispose();
    }

    private void Run()
    {
        var group = new List<(Append Append, long Version)>();
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            using (var transaction = _log.Begin())
            {
                while (group.Count < Most && _queue.Reader.TryRead(out var append))
                {
                    group.Add((append, _log.Append(append.Stream, append.Data).Version));
                }

                transaction.Commit();
            }

            foreach (var (append, version) in group)
            {
                append.Done.SetResult(version);
                _committed(append.Stream, version, append.Data);
            }
        }
    }

    private sealed record Append(string Stream, byte[] Data, TaskCompletionSource<long> Done);
}
