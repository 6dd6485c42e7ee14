namespace CqrsPrototype.Benchmarks.Running;

/// <summary>One run: how much to measure, and what has come out so far.</summary>
/// <param name="scale">How much to measure.</param>
/// <param name="setup">For measurements on servers; <see langword="null"/> where none is run.</param>
/// <param name="progress">Gets each line of the table.</param>
internal sealed class BenchmarkRun(BenchmarkScale scale, ServerSetup? setup, Action<string> progress)
{
    private readonly List<Row> _rows = [];

    public BenchmarkScale Scale { get; } = scale;

    /// <summary>What measurements on servers are given.</summary>
    public ServerSetup Setup => setup ?? throw new InvalidOperationException("Only measurements that say so have servers.");

    public IReadOnlyList<Row> Rows => _rows;

    public void Report(Row row)
    {
        _rows.Add(row);
        progress(TextTable.Line(row));
    }

    /// <summary>Measures contenders in turn, every other round in the opposite order, so that drift of the machine hits all alike.</summary>
    /// <returns>The values by contender and round.</returns>
    public async Task<T[][]> AlternateAsync<T>(params IReadOnlyList<Func<Task<T>>> contenders)
    {
        var values = contenders.Select(_ => new T[Scale.Rounds]).ToArray();
        for (var round = 0; round < Scale.Rounds; round++)
        {
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                var contender = round % 2 == 0 ? turn : contenders.Count - 1 - turn;
                values[contender][round] = await contenders[contender]();
            }
        }

        return values;
    }
}
