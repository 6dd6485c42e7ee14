using System.Diagnostics;
using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo;
using CqrsPrototype.Mongo.Connecting;
using CqrsPrototype.Tests.Contracts;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;

namespace CqrsPrototype.Tests.Mongo;

/// <summary>Commands while the server refuses connections.</summary>
public sealed class CommandWithoutServerTests
{
    private static readonly CommandOptions Options = new() { Timeout = TimeSpan.FromSeconds(4) };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_is_tried_for_its_time_when_the_server_goes_and_only_looked_at_when_it_has_been_away_for_so_long()
    {
        var url = new MongoUrlBuilder(Servers.MongoDb);
        await using var proxy = new TcpProxy(url.Server.Host, url.Server.Port);
        (url.Server, url.DirectConnection) = (new MongoServerAddress("127.0.0.1", proxy.Port), true);
        using var client = new MongoClient(url.ToMongoUrl());
        var database = $"test_{Guid.NewGuid():N}";
        await using var stores = new StoreFixture(
            isDurable: true,
            services => services.AddSingleton<IMongoClient>(client).AddMongoEventStore(database)
                .AddSingleton(new MongoStoreOptions(database) { CallTimeout = TimeSpan.FromSeconds(1), ProbeTimeout = TimeSpan.FromSeconds(0.5) }),
            () => new MongoClient(Servers.MongoDb).DropDatabase(database));
        var calls = 0;
        var events = FailingPort.Around(stores.Events, _ =>
        {
            Interlocked.Increment(ref calls);
            return null;
        });
        var handler = new CommandHandler<AccountCommand, AccountEvent, AccountState, AccountRefusal>(Accounts.Aggregate, events, Options, TimeProvider.System);
        await Eventually.Until("a command is accepted", async () => await TryAsync(handler));

        proxy.Leave();

        (await FailAsync(handler)).Should().BeGreaterThan(Options.Timeout - TimeSpan.FromSeconds(0.5));
        calls = 0;
        await FailAsync(handler);
        calls.Should().Be(1);

        proxy.Return();
        await Eventually.Until("commands are accepted again", async () => await TryAsync(handler));
    }

    private static async Task<TimeSpan> FailAsync(CommandHandler<AccountCommand, AccountEvent, AccountState, AccountRefusal> handler)
    {
        var clock = Stopwatch.StartNew();
        (await TryAsync(handler)).Should().BeFalse();
        return clock.Elapsed;
    }

    private static async Task<bool> TryAsync(CommandHandler<AccountCommand, AccountEvent, AccountState, AccountRefusal> handler)
    {
        try
        {
            await HandleAsync(handler);
            return true;
        }
        catch (EventStoreUnavailableException)
        {
            return false;
        }
    }

    private static async Task HandleAsync(CommandHandler<AccountCommand, AccountEvent, AccountState, AccountRefusal> handler) =>
        await handler.HandleAsync(Some.Stream(Accounts.Category), new AccountCommand.Open("Ada"), new CommandContext<AccountState>(), Cancel);
}
