using CqrsPrototype.EventSourcing.Signals;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Connecting;

/// <summary>What is known of a connection: written by the one who keeps it, read by those who use it.</summary>
internal sealed class ConnectionStatus(TimeProvider time)
{
    private readonly Lock _lock = new();
    private BrokerState _state = new(BrokerState.Is.New, time.GetUtcNow(), "");
    private IConnection? _connection;

    /// <summary>Raised when the state or the connection is another.</summary>
    public Signal Changed { get; } = new();

    /// <summary>How it stands.</summary>
    public BrokerState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    /// <summary>The connection, while it is open.</summary>
    public IConnection? Open
    {
        get
        {
            lock (_lock)
            {
                return _connection is { IsOpen: true } connection ? connection : null;
            }
        }
    }

    /// <summary>Notes what was seen.</summary>
    /// <returns>Whether that is news.</returns>
    public bool Move(BrokerState.Is kind, IConnection? connection, string reason = "")
    {
        bool isNews;
        lock (_lock)
        {
            var next = _state.Then(kind, reason, time.GetUtcNow());
            isNews = next != _state;
            (_state, _connection) = (next, connection);
        }

        Changed.Raise();
        return isNews;
    }
}
