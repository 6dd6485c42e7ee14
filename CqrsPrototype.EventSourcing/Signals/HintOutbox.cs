using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Signals;

/// <summary>What this process has to tell the others: merged, and bounded, until somebody takes it.</summary>
/// <remarks>Only what was raised here gets into it, never what was heard, so that no hint goes round in circles.</remarks>
public sealed class HintOutbox
{
    /// <summary>Most views that wait to be told of; what is more is not told. Their readers poll.</summary>
    public const int MaxViews = 1000;

    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Signal _filled = new();
    private readonly Dictionary<StreamId, StreamVersion> _projected = [];
    private bool _isTaken;
    private bool _appended;
    private bool _logGrown;

    /// <summary>Waits until there is something to tell, and takes all of it. From the first call on hints are kept; before, nobody would take them.</summary>
    public async ValueTask<Hints> TakeAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            var filled = _filled.Observe();
            if (Take() is { } hints)
            {
                return hints;
            }

            await Signal.WaitAsync(filled, Poll, time, cancellationToken);
        }
    }

    internal void AddAppended() => Add(static outbox => outbox._appended = true);

    internal void AddLogGrown() => Add(static outbox => outbox._logGrown = true);

    internal void Add(IReadOnlyList<ViewChange> changes) => Add(outbox =>
    {
        foreach (var (stream, version) in changes)
        {
            if (outbox._projected.TryGetValue(stream, out var known))
            {
                outbox._projected[stream] = known > version ? known : version;
            }
            else if (outbox._projected.Count < MaxViews)
            {
                outbox._projected.Add(stream, version);
            }
        }
    });

    private void Add(Action<HintOutbox> add)
    {
        lock (_lock)
        {
            if (!_isTaken)
            {
                return;
            }

            add(this);
        }

        _filled.Raise();
    }

    private Hints? Take()
    {
        lock (_lock)
        {
            _isTaken = true;
            if (!_appended && !_logGrown && _projected.Count == 0)
            {
                return null;
            }

            var hints = new Hints(_appended, _logGrown, [.. _projected.Select(view => new ViewChange(view.Key, view.Value))]);
            (_appended, _logGrown) = (false, false);
            _projected.Clear();
            return hints;
        }
    }
}
