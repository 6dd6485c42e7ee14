namespace CqrsPrototype.Sqlite.Writing;

/// <summary>A write with an outcome.</summary>
internal abstract class WriteOperation<T> : WriteOperation
{
    // Whoever waits goes on elsewhere: the writer's thread belongs to the writer.
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Outcome => _outcome.Task;

    public sealed override void Run(WriteSession session) => _result = Write(session);

    public sealed override void Complete() => _outcome.TrySetResult(_result);

    public sealed override void Fail(Exception exception) => _outcome.TrySetException(exception);

    protected abstract T Write(WriteSession session);
}
