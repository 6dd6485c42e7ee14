using System.Net;
using System.Net.Sockets;

namespace CqrsPrototype.Tests.Support;

/// <summary>Ports that nobody listens on right now. Each is given out once in this process.</summary>
/// <remarks>
/// They lie below those that systems choose for connections and for listeners on port 0. One of these could be taken again between being
/// found free and being used, by the client of another test.
/// </remarks>
internal static class FreePorts
{
    private const int First = 10_000;
    private const int Last = 32_000;

    private static readonly HashSet<int> Given = [];

    public static int[] Take(int count)
    {
        lock (Given)
        {
            var ports = new List<int>();
            while (ports.Count < count)
            {
                // Somewhere in the range, since other processes may take ports from it in the same way.
                var port = Random.Shared.Next(First, Last);
                if (IsFree(port) && Given.Add(port))
                {
                    ports.Add(port);
                }
            }

            return [.. ports];
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
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
