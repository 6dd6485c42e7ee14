using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CqrsPrototype.Tests.Support;

/// <summary>Stands between clients and a server, and does to their connections what networks do.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly string _host;
    private readonly int _port;
    private readonly ConcurrentDictionary<Link, bool> _links = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _accepting;
    private volatile TaskCompletionSource _open = Opened();
    private volatile bool _isAway;
    private long _left = long.MaxValue;
    private volatile LostAnswer? _lost;

    /// <param name="host">The server.</param>
    /// <param name="port">Its port.</param>
    public TcpProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect, on loopback.</summary>
    public int Port { get; }

    /// <summary>How many connections there are.</summary>
    public int Connections => _links.Count;

    /// <summary>How long each piece of data is held up, in both directions.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Breaks all connections; new ones are let through.</summary>
    public void Cut()
    {
        foreach (var link in _links.Keys)
        {
            link.Dispose();
        }
    }

    /// <summary>Breaks all connections as soon as that many more bytes have gone to the server.</summary>
    public void CutAfter(long bytes) => Interlocked.Exchange(ref _left, bytes);

    /// <summary>Breaks a connection instead of passing on the answer to the next request that contains a text.</summary>
    /// <returns>Done when an answer was lost: the server has done what it was asked, and the client does not know.</returns>
    public Task LoseAnswerTo(string text)
    {
        var lost = new LostAnswer(Encoding.UTF8.GetBytes(text));
        _lost = lost;
        return lost.Done.Task;
    }

    /// <summary>Breaks all connections, and each new one at once, until <see cref="Return"/>.</summary>
    public void Leave()
    {
        _isAway = true;
        Cut();
    }

    /// <summary>Lets new connections through again.</summary>
    public void Return() => _isAway = false;

    /// <summary>Holds back all data, in both directions, until <see cref="Resume"/>; connections stay.</summary>
    public void Pause() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets pass what was held back.</summary>
    public void Resume() => _open.TrySetResult();

    /// <summary>Says something to all clients in the server's place. Meaningful while the server is silent.</summary>
    public async Task SendToClientsAsync(ReadOnlyMemory<byte> bytes)
    {
        foreach (var link in _links.Keys)
        {
            try
            {
                await link.Client.GetStream().WriteAsync(bytes);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // That client has just gone.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Resume();
        Cut();
        await _accepting;
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync();
                _ = ServeAsync(client);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Stopped.
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var link = new Link(client, new TcpClient());
        _links[link] = true;
        try
        {
            // Asked once the link is known: one that comes while the server leaves is broken here or there.
            if (_isAway)
            {
                return;
            }

            await link.Server.ConnectAsync(_host, _port);
            await Task.WhenAny(
                PumpAsync(link.Client.GetStream(), link.Server.GetStream(), data => Mark(link, data), CountToServer),
                PumpAsync(link.Server.GetStream(), link.Client.GetStream(), _ => LoseAnswer(link), static _ => { }));
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One side is gone; so the other goes.
        }
        finally
        {
            _links.TryRemove(link, out _);
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Action<ReadOnlyMemory<byte>> look, Action<int> count)
    {
        var buffer = new byte[16 * 1024];
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            look(buffer.AsMemory(0, read));
            await _open.Task;
            if (Delay > TimeSpan.Zero)
            {
                await Task.Delay(Delay, TimeProvider.System);
            }

            await to.WriteAsync(buffer.AsMemory(0, read));
            count(read);
        }
    }

    private void Mark(Link link, ReadOnlyMemory<byte> request)
    {
        if (_lost is { } lost && request.Span.IndexOf(lost.Text) >= 0)
        {
            link.Lost = lost;
            _lost = null;
        }
    }

    private static void LoseAnswer(Link link)
    {
        if (link.Lost is { } lost)
        {
            link.Dispose();
            lost.Done.TrySetResult();
        }
    }

    private void CountToServer(int bytes)
    {
        if (Interlocked.Read(ref _left) != long.MaxValue && Interlocked.Add(ref _left, -bytes) <= 0)
        {
            Interlocked.Exchange(ref _left, long.MaxValue);
            Cut();
        }
    }

    private sealed record LostAnswer(byte[] Text)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Link(TcpClient client, TcpClient server) : IDisposable
    {
        public TcpClient Client => client;

        public TcpClient Server => server;

        public LostAnswer? Lost { get; set; }

        // Without lingering: the other side sees a reset, as when a process is killed.
        public void Dispose()
        {
            foreach (var side in new[] { client, server })
            {
                try
                {
                    side.Client?.LingerState = new LingerOption(true, 0);
                }
                catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
                {
                    // It is being closed from elsewhere, or has never been connected.
                }

                side.Dispose();
            }
        }
    }
}
