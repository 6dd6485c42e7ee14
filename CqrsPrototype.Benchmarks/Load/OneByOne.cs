using System.Diagnostics;
using CqrsPrototype.Benchmarks.Statistics;

namespace CqrsPrototype.Benchmarks.Load;

/// <summary>One caller: finds what one action costs when nothing else happens.</summary>
internal static class OneByOne
{
    private const int Samples = 300;

    /// <returns>The median time of 300 actions, in milliseconds.</returns>
    public static async Task<double> MedianAsync(Func<Task> act)
    {
        var latencies = new Latencies();
        for (var i = 0; i < Samples; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            await act();
            latencies.Add(Stopwatch.GetElapsedTime(begin));
        }

        return latencies.At(50);
    }
}
