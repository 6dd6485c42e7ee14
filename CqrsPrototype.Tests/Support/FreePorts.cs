using System.Net;
using System.Net.Sockets;

namespace CqrsPrototype.Tests.Support;

/// <summary>Ports that nobody listens on right now. Each is given out once in this process.</summary>
internal static class FreePorts
{
    private static readonly HashSet<int> Given = [];

    public static int[] Take(int count)
    {
        lock (Given)
        {
            var ports = new List<int>();
            while (ports.Count < count)
            {
                using var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                if (Given.Add(port))
                {
                    ports.Add(port);
                }
            }

            return [.. ports];
        }
    }
}
