using System.Collections.Concurrent;

namespace CqrsPrototype.Benchmarks.Load;

/// <summary>Connections to one server for as many requests as are under way at once.</summary>
internal sealed class ConnectionPool(int port) : IDisposable
{
    private const int Most = 2000;

    private readonly ConcurrentBag<HttpConnection> _idle = [];
    private int _opened;

    public async ValueTask<int> SendAsync(IRequests requests, long number, CancellationToken cancellationToken)
    {
        if (!_idle.TryTake(out var connection))
        {
            if (Interlocked.Increment(ref _opened) > Most)
            {
                throw new InvalidOperationException($"More than {Most} requests are under way: the server does not keep up with the rate.");
            }

            connection = await HttpConnection.OpenAsync(port, cancellationToken);
        }

        var status = await connection.SendAsync(requests.Write(connection.Request, number), cancellationToken);
        _idle.Add(connection);
        return status;
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }
}
