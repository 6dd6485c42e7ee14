namespace CqrsPrototype.Drill.Clients;

/// <summary>What all clients were told. Any number of them write to it at once.</summary>
/// <param name="time">The clock that they share.</param>
internal sealed class Notebook(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _begin = time.GetTimestamp();
    private readonly List<CommandRecord> _commands = [];
    private readonly List<ReadRecord> _reads = [];

    /// <summary>The time now, from the beginning.</summary>
    public TimeSpan Now => time.GetElapsedTime(_begin);

    /// <summary>The commands so far, in the order of their answers.</summary>
    public IReadOnlyList<CommandRecord> Commands
    {
        get
        {
            lock (_lock)
            {
                return [.. _commands];
            }
        }
    }

    /// <summary>The reads so far.</summary>
    public IReadOnlyList<ReadRecord> Reads
    {
        get
        {
            lock (_lock)
            {
                return [.. _reads];
            }
        }
    }

    public void Add(CommandRecord record)
    {
        lock (_lock)
        {
            _commands.Add(record);
        }
    }

    public void Add(ReadRecord record)
    {
        lock (_lock)
        {
            _reads.Add(record);
        }
    }
}
