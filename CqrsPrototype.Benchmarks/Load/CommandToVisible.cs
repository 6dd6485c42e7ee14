using System.Diagnostics;
using CqrsPrototype.Benchmarks.Statistics;

namespace CqrsPrototype.Benchmarks.Load;

/// <summary>How long it takes from the moment a command was due until its effect can be read.</summary>
internal static class CommandToVisible
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);
    private static readonly UserRequests.Create Create = new();
    private static readonly IRequests GetOne = new UserRequests.Get(int.MaxValue);
    private static readonly UserRequests.GetWhenThere GetWhenThere = new();

    /// <summary>Creates users at a fixed rate, and reads each until it is there.</summary>
    /// <param name="commandPort">Where users are created.</param>
    /// <param name="queryPort">Where they are read.</param>
    /// <param name="poll">Whether to ask again and again, or once with the version that is waited for.</param>
    /// <param name="users">Numbers them.</param>
    /// <param name="rate">How many a second.</param>
    /// <param name="time">How long.</param>
    /// <param name="cancellationToken">Stops earlier.</param>
    public static async Task<Latencies> RunAsync(
        int commandPort, int queryPort, bool poll, Numbers users, int rate, TimeSpan time, CancellationToken cancellationToken)
    {
        using var commands = new ConnectionPool(commandPort);
        using var queries = new ConnectionPool(queryPort);
        var latencies = new Latencies();
        await OpenLoop.RunAsync(
            rate,
            time,
            async due =>
            {
                var number = users.Next();
                var status = await commands.SendAsync(Create, number, cancellationToken);
                UnexpectedAnswerException.ThrowUnless(status == Create.Expected, Create, status);
                await WaitUntilVisibleAsync(queries, poll, number, cancellationToken);
                latencies.Add(Stopwatch.GetElapsedTime(due));
            },
            cancellationToken);
        return latencies;
    }

    private static async Task WaitUntilVisibleAsync(ConnectionPool queries, bool poll, long number, CancellationToken cancellationToken)
    {
        var requests = poll ? GetOne : GetWhenThere;
        while (true)
        {
            var status = await queries.SendAsync(requests, number, cancellationToken);
            if (status == requests.Expected)
            {
                return;
            }

            UnexpectedAnswerException.ThrowUnless(poll && status == 404, requests, status);
            await Task.Delay(Poll, TimeProvider.System, cancellationToken);
        }
    }
}
