using System.Diagnostics;
using System.Globalization;
using CqrsPrototype.Peers;

// Publishes, or publishes and consumes, with another system, as often as it is told to: each line "PEER publish|both COUNT" of the input
// is answered by a line with the messages per second. The benchmark that started it alternates between this and the product.
if (args is not [var address])
{
    await Console.Error.WriteLineAsync("usage: CqrsPrototype.Peers AMQP-URI, in a virtual host of its own; then lines such as: masstransit publish 10000");
    return 2;
}

var broker = new Uri(address);
var peers = new Dictionary<string, IPeer> { [MassTransitPeer.Name] = new MassTransitPeer(broker), [WolverinePeer.Name] = new WolverinePeer(broker) };
while (await Console.In.ReadLineAsync() is { } line)
{
    if (line.Split(' ') is not [var name, "publish" or "both", var number]
        || !peers.TryGetValue(name, out var peer) || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
    {
        await Console.Error.WriteLineAsync($"'{line}' is no measurement.");
        return 2;
    }

    var rate = await MeasureAsync(peer, line.Contains(" both ", StringComparison.Ordinal), count);
    Console.WriteLine(rate.ToString("F1", CultureInfo.InvariantCulture));
}

return 0;

static async Task<double> MeasureAsync(IPeer peer, bool consume, int count)
{
    Arrivals.Expect(count);
    await using var running = await peer.StartAsync(consume);
    var begin = Stopwatch.GetTimestamp();
    await ConfirmWindow.PublishAsync(count, peer.PublishAsync);
    if (consume)
    {
        await Arrivals.WaitAsync();
    }

    return count / Stopwatch.GetElapsedTime(begin).TotalSeconds;
}
