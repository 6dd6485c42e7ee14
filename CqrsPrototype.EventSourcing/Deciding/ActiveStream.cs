namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>A stream that commands are at work on in this process. They decide one after the other, but do not wait for each other's disk.</summary>
/// <remarks>
/// A command that finds an append under way decides on the state that this append will leave, and sends its own behind it. So many
/// commands on one stream share one group commit. Should an append fail, those behind it fail too (the store sees to that), and
/// all of them load and decide again.
/// </remarks>
internal sealed class ActiveStream<TState>
{
    private readonly Turn _turn = new();
    private StreamTail<TState>? _tail;

    /// <summary>How many commands are at work; owned by <see cref="ActiveStreams{TState}"/> under its lock.</summary>
    public int Commands { get; set; }

    /// <summary>The end of the stream if an append is under way that has not failed; else load. Only for whose turn it is.</summary>
    public StreamTail<TState>? UnderWay => _tail is { IsUnderWay: true } tail ? tail : null;

    /// <summary>Waits for the turn to decide.</summary>
    public ValueTask EnterAsync(CancellationToken cancellationToken) => _turn.EnterAsync(cancellationToken);

    /// <summary>Gives the turn to the next.</summary>
    public void Exit() => _turn.Exit();

    /// <summary>Says what the next command builds on: the append that has just been sent. Only for whose turn it is.</summary>
    public void Continue(StreamTail<TState> tail) => _tail = tail;
}
