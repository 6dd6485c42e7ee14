using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>Gathers what is written together: at most one commit of a stream and one of a key; the others wait for the next batch, in order.</summary>
/// <remarks>
/// An unordered insert may store any part of a batch. Two commits of one stream in it could leave the second without the first, a
/// hole; so the second waits until the first is known to be there.
/// </remarks>
internal sealed class AppendBatch
{
    /// <summary>Most commits in a batch.</summary>
    public const int MaxCommits = 500;

    private const int MaxBytes = 8 * 1024 * 1024;

    private readonly HashSet<StreamId> _streams = [];
    private readonly HashSet<string> _keys = [];
    private readonly List<WaitingAppend> _appends = [];
    private int _bytes;

    public IReadOnlyList<WaitingAppend> Appends => _appends;

    public bool IsFull => _appends.Count >= MaxCommits || _bytes >= MaxBytes;

    /// <summary>Takes a commit, unless another has its stream or key.</summary>
    public bool TryAdd(WaitingAppend append)
    {
        var commit = append.Commit;

        // A stream is barred even if its commit is held back for its key: what comes behind must not overtake it.
        var isFree = _streams.Add(commit.Stream) & (commit.Key is null || _keys.Add(commit.Key.Key));
        if (isFree)
        {
            _appends.Add(append);
            _bytes += commit.Events.Sum(e => e.Data.Length);
        }

        return isFree;
    }
}
