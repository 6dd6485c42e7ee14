using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Rabbit;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>Hints between the services of two processes.</summary>
public sealed class SignalBridgeTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly StreamId Stream = StreamId.Of("user", "1");

    private VirtualHost? _host;
    private Process? _one;
    private Process? _other;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private EventSourcingSignals One => _one!.Signals;

    private EventSourcingSignals Other => _other!.Signals;

    public async ValueTask InitializeAsync()
    {
        _host = await VirtualHost.CreateAsync();
        _one = await Process.StartAsync(_host.Connections());
        _other = await Process.StartAsync(_host.Connections());
        await Eventually.Until("each hears the other", () => HearsAsync(One, Other));
        await Eventually.Until("the other hears the one", () => HearsAsync(Other, One));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _one, _other }.OfType<Process>())
        {
            await process.DisposeAsync();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_append_here_wakes_the_sequencer_there_and_a_grown_log_there_the_relay_here()
    {
        var appended = Other.Appended.Observe();
        One.Appended.Raise();
        await HeardAsync(appended);

        var grown = One.LogGrown.Observe();
        Other.LogGrown.Raise();
        await HeardAsync(grown);
    }

    [Fact]
    public async Task A_view_that_is_projected_here_wakes_the_reader_who_waits_for_that_version_there()
    {
        using var waiter = Other.Views.Register(Stream, new StreamVersion(3));
        var (changed, any) = (waiter.Changed.Observe(), Other.Views.Any.Observe());

        One.Views.Raise([new ViewChange(Stream, new StreamVersion(2))]);
        await HeardAsync(any);
        Signal.WaitAsync(changed, Limit, TimeProvider.System, Cancel).IsCompleted.Should().BeFalse("version 2 is not what it waits for");

        One.Views.Raise([new ViewChange(Stream, new StreamVersion(3))]);
        await HeardAsync(changed);
    }

    [Fact]
    public async Task What_is_heard_does_not_come_back()
    {
        var (grown, appended) = (One.LogGrown.Observe(), Other.Appended.Observe());
        One.Appended.Raise();
        await HeardAsync(appended);
        var own = One.Appended.Observe();

        // Hints of one sender arrive in order: with this one there, an echo would be too.
        Other.LogGrown.Raise();
        await HeardAsync(grown);

        Signal.WaitAsync(own, Limit, TimeProvider.System, Cancel).IsCompleted.Should().BeFalse();
    }

    private static Task HeardAsync(SignalObservation observed) => Signal.WaitAsync(observed, Timeout.InfiniteTimeSpan, TimeProvider.System, Cancel).WaitAsync(Limit, Cancel);

    private static async ValueTask<bool> HearsAsync(EventSourcingSignals from, EventSourcingSignals to)
    {
        var heard = to.LogGrown.Observe();
        from.LogGrown.Raise();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromMilliseconds(100));
        return await Signal.WaitAsync(heard, Timeout.InfiniteTimeSpan, TimeProvider.System, limit.Token)
            .ContinueWith(waited => waited.IsCompletedSuccessfully, TaskScheduler.Default);
    }

    private sealed class Process : IAsyncDisposable
    {
        private readonly ServiceProvider _services;

        private Process(IConnectionFactory connections) => _services = new ServiceCollection().AddLogging().AddSingleton(connections).AddRabbitSignals().BuildServiceProvider();

        public EventSourcingSignals Signals => _services.GetRequiredService<EventSourcingSignals>();

        public static async Task<Process> StartAsync(IConnectionFactory connections)
        {
            var process = new Process(connections);
            foreach (var service in process._services.GetServices<IHostedService>())
            {
                await service.StartAsync(Cancel);
            }

            return process;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var service in _services.GetServices<IHostedService>())
            {
                await service.StopAsync(CancellationToken.None);
            }

            await _services.DisposeAsync();
        }
    }
}
