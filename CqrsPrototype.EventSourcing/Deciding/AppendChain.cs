using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Deciding;

/// <summary>Appends to one stream, each sent behind the one before without waiting for it; the first builds on what was loaded.</summary>
internal sealed class AppendChain
{
    private volatile bool _broken;

    /// <summary>One of them was not stored, or nobody knows: none of those behind it will be, so nobody may build on them.</summary>
    public bool IsBroken => _broken;

    /// <summary>Sends the next; whatever goes wrong comes with the task.</summary>
    public async Task<AppendResult> SendAsync(IEventStore store, Commit commit)
    {
        try
        {
            // Not cancelled with its command: those behind it depend on it.
            var result = await store.AppendAsync(commit, CancellationToken.None);
            _broken |= result != AppendResult.Appended;
            return result;
        }
        catch
        {
            _broken = true;
            throw;
        }
    }
}
