using System.Net;
using System.Net.Sockets;

namespace CqrsPrototype.Drill.Processes;

/// <summary>Ports of loopback that nobody listens on right now.</summary>
internal static class FreePorts
{
    // Below the range that the system takes ports for outgoing connections from, so that a stopped server finds its port free again.
    private const int Lowest = 11_000;
    private const int Highest = 32_700;
    private const int Attempts = 1000;

    private static readonly HashSet<int> Given = [];

    /// <summary>Ports in a row, each given out once in this process.</summary>
    /// <param name="count">How many.</param>
    /// <param name="alsoFree">How far from the first there must be free ports too.</param>
    /// <returns>The first of them.</returns>
    public static int Take(int count, params int[] alsoFree)
    {
        var farthest = alsoFree.Append(count).Max();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var first = Random.Shared.Next(Lowest, Highest - farthest);
            int[] ports = [.. Enumerable.Range(first, count), .. alsoFree.Select(distance => first + distance)];
            lock (Given)
            {
                if (!ports.Any(Given.Contains) && ports.All(IsFree))
                {
                    Given.UnionWith(ports);
                    return first;
                }
            }
        }

        throw new InvalidOperationException($"No {count} free ports in a row between {Lowest} and {Highest}.");
    }

    /// <summary>Whether somebody listens on a port. To ask takes the port from nobody who is about to.</summary>
    public static bool IsTaken(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
