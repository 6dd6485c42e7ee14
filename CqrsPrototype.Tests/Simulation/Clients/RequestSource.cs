using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Simulation.Faults;
using CqrsPrototype.Tests.Simulation.Processes;

namespace CqrsPrototype.Tests.Simulation.Clients;

/// <summary>Requests by chance: few accounts, few names, keys that come again, versions that may or may not be right.</summary>
internal sealed class RequestSource(World world)
{
    private static readonly string[] Owners = ["Ada", "Bob", FallibleProjection.Spoilt];

    private readonly List<Request> _keyed = [];
    private readonly int _streams = world.Chance.Pick([1, 1, 2, 3]);
    private int _keys;

    public Request Next()
    {
        if (_keyed.Count > 0 && world.Chance.OneIn(8))
        {
            return Again(world.Chance.Pick(_keyed));
        }

        var request = New();
        if (world.Chance.OneIn(2))
        {
            request = Keyed(request);
            _keyed.Add(request);
        }

        return request;
    }

    /// <summary>One that is sure to have an answer, for each account.</summary>
    public IEnumerable<Request> Last() => World.Streams.Select(stream => Keyed(new Request(stream, new AccountCommand.Open("Ada"), null, null)));

    // The same request once more, or by mistake another one under its key.
    private Request Again(Request before)
    {
        var other = New();
        return world.Chance.OneIn(4) ? other with { Key = new IdempotencyKey(before.Key!.Key, other.ToString()) } : before;
    }

    private Request Keyed(Request request) => request with { Key = new IdempotencyKey($"key{++_keys}", request.ToString()) };

    private Request New()
    {
        var stream = World.Streams[world.Chance.Next(_streams)];
        StreamVersion? expected = world.Chance.OneIn(4) ? LikelyVersion(stream) : null;
        return new Request(stream, Command(), null, expected);
    }

    private AccountCommand Command() => world.Chance.Next(10) switch
    {
        0 or 1 => new AccountCommand.Open(world.Chance.Pick(Owners)),
        2 or 3 => new AccountCommand.Rename(world.Chance.Pick(Owners)),
        4 => new AccountCommand.Withdraw(world.Chance.Next(1, 200)),
        5 => new AccountCommand.Close(),
        _ => new AccountCommand.Deposit([.. Enumerable.Range(0, world.Chance.Next(1, 5)).Select(_ => world.Chance.NextInt64(1, 100))]),
    };

    // What it is now, as the views would say it a little late.
    private StreamVersion LikelyVersion(StreamId stream) =>
        new(Math.Max(0, (world.Rules.Folds.AtEnd(stream)?.Version.Value ?? 0) - (world.Chance.OneIn(3) ? 1 : 0)));
}
