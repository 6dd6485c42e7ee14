using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Mongo.Streams;

/// <summary>A commit that waits for the writer, and whoever waits for it.</summary>
internal sealed class WaitingAppend(Commit commit)
{
    private readonly TaskCompletionSource<AppendResult> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Commit Commit => commit;

    public Task<AppendResult> Outcome => _outcome.Task;

    /// <summary>The slot of the commit before, once it is known.</summary>
    public StreamVersion Predecessor { get; set; }

    public void Complete(AppendResult result) => _outcome.TrySetResult(result);

    public void Fail(Exception exception) => _outcome.TrySetException(exception);
}
