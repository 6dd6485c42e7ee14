using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace CqrsPrototype.Benchmarks.Load;

/// <summary>
/// One HTTP/1.1 connection that sends a prepared request and waits for the answer. On a machine with few cores a full HTTP client
/// would cost as much as the server that is measured.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private const int BufferSize = 16 * 1024;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _received = new byte[BufferSize];

    private HttpConnection()
    {
    }

    /// <summary>Where a request is put together before it is sent.</summary>
    public byte[] Request { get; } = new byte[BufferSize];

    public static async Task<HttpConnection> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var connection = new HttpConnection();
        try
        {
            await connection._socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends the first bytes of <see cref="Request"/> and returns the status of the answer when all of it is there.</summary>
    /// <exception cref="IOException">The server has closed the connection.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> SendAsync(int length, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(Request.AsMemory(0, length), cancellationToken);
        for (var received = 0; ;)
        {
            var count = await _socket.ReceiveAsync(_received.AsMemory(received), cancellationToken);
            if (count == 0)
            {
                throw new IOException("The server has closed the connection, or the answer is longer than expected.");
            }

            received += count;
            if (HttpResponseReader.TryRead(_received.AsSpan(0, received), out var status, out _))
            {
                return status;
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
