using CqrsPrototype.Benchmarks.Load;
using CqrsPrototype.Benchmarks.Processes;
using CqrsPrototype.Benchmarks.Product;
using CqrsPrototype.Benchmarks.Running;

namespace CqrsPrototype.Benchmarks.Measurements.Embedded;

/// <summary>How much more memory a process takes at most because it finds many events that are in no view yet.</summary>
internal static class BacklogMemory
{
    private const double Megabyte = 1024 * 1024;
    private const double MostAdded = 30;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly UserRequests.GetIfThere GetIfDone = new(LogShape.EventsPerUser);

    /// <summary>Measures once: the second start finds no backlog.</summary>
    public static async Task MeasureAsync(
        BenchmarkRun run, (string Directory, int Events) little, (string Directory, int Events) much, CancellationToken cancellationToken)
    {
        var (least, most) = (await PeakAsync(little, cancellationToken), await PeakAsync(much, cancellationToken));
        run.Report(Row.Of(
            $"memory, most while {much.Events} events are worked off", "MB", [most], $"{little.Events} events", [least], Goal.ValueAtMost(least + MostAdded)));
    }

    private static async Task<double> PeakAsync((string Directory, int Events) log, CancellationToken cancellationToken)
    {
        using var server = await ProductServer.StartAsync(log.Directory, cancellationToken);
        using var queries = new ConnectionPool(server.QueryPort);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        var last = LogShape.Spread.UserOf(log.Events - 1);
        for (var status = 0; status != GetIfDone.Expected; status = await queries.SendAsync(GetIfDone, last, limit.Token))
        {
            await Task.Delay(Poll, TimeProvider.System, limit.Token);
        }

        return server.Process.PeakMemory / Megabyte;
    }
}
