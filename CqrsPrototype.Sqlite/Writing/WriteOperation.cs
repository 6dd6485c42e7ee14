namespace CqrsPrototype.Sqlite.Writing;

/// <summary>Something that the writer does inside a transaction, and somebody who waits for it to be on disk.</summary>
internal abstract class WriteOperation
{
    /// <summary>How much work it is, in rows; the writer closes its transaction when enough has come together.</summary>
    public abstract int Rows { get; }

    /// <summary>Whether it appends a commit.</summary>
    public virtual bool IsAppend => false;

    /// <summary>Does it, on the writer's thread. Must leave nothing behind when it declines; an exception rolls the whole group back.</summary>
    public abstract void Run(WriteSession session);

    /// <summary>The group is on disk.</summary>
    public abstract void Complete();

    /// <summary>The group was rolled back, or nobody knows.</summary>
    public abstract void Fail(Exception exception);
}
