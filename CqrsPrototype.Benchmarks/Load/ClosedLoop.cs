using System.Diagnostics;

namespace CqrsPrototype.Benchmarks.Load;

/// <summary>Clients that send the next request when the last one is answered: finds how much a server can do.</summary>
internal sealed class ClosedLoop : IDisposable
{
    private readonly HttpConnection[] _connections;

    private ClosedLoop(HttpConnection[] connections) => _connections = connections;

    public static async Task<ClosedLoop> OpenAsync(int port, int connections, CancellationToken cancellationToken)
    {
        var open = new HttpConnection[connections];
        for (var i = 0; i < connections; i++)
        {
            open[i] = await HttpConnection.OpenAsync(port, cancellationToken);
        }

        return new ClosedLoop(open);
    }

    /// <summary>Sends until the time is up.</summary>
    /// <param name="requests">What.</param>
    /// <param name="numbers">Gives each request its number.</param>
    /// <param name="duration">How long.</param>
    /// <param name="cancellationToken">Stops earlier.</param>
    /// <returns>Answers per second.</returns>
    public async Task<double> RunAsync(IRequests requests, Numbers numbers, TimeSpan duration, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        var end = begin + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(_connections.Select(connection => RunOneAsync(connection, requests, numbers, end, cancellationToken)));
        return counts.Sum() / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>Sends so many requests in all.</summary>
    public Task SendAsync(IRequests requests, Numbers numbers, long count, CancellationToken cancellationToken)
    {
        var left = count;
        return Task.WhenAll(_connections.Select(async connection =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await SendOneAsync(connection, requests, numbers, cancellationToken);
            }
        }));
    }

    public void Dispose()
    {
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }

    private static async Task<long> RunOneAsync(HttpConnection connection, IRequests requests, Numbers numbers, long end, CancellationToken cancellationToken)
    {
        var count = 0L;
        for (; Stopwatch.GetTimestamp() < end; count++)
        {
            await SendOneAsync(connection, requests, numbers, cancellationToken);
        }

        return count;
    }

    private static async ValueTask SendOneAsync(HttpConnection connection, IRequests requests, Numbers numbers, CancellationToken cancellationToken)
    {
        var status = await connection.SendAsync(requests.Write(connection.Request, numbers.Next()), cancellationToken);
        UnexpectedAnswerException.ThrowUnless(status == requests.Expected, requests, status);
    }
}
