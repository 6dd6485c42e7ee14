using System.Diagnostics.Metrics;
using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.EventSourcing.Telemetry;
using CqrsPrototype.Tests.Operations;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CqrsPrototype.Tests.Telemetry;

/// <summary>What a process tells of the lag of a projection that runs in another one, or does not run at all.</summary>
public sealed class FlowMonitorTests : IDisposable
{
    private const string Lag = "cqrs.projection.lag";

    private static readonly ViewName View = new("users", 1);

    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly ServiceProvider _host;
    private readonly Measurements _measured;
    private FlowMonitor _monitor;

    public FlowMonitorTests()
    {
        var services = new ServiceCollection().AddLogging().AddMetrics().AddSingleton<TimeProvider>(_time).AddInMemoryEventStore().AddFlowMonitor(View);
        services.AddSingleton<IEventConsumers>(new FakeBroker());
        services.AddSingleton(provider => FailingPort.Around<IEventLog>(
            provider.GetRequiredService<InMemoryEventStore>(), _ => Damage ?? (StoreIsAway ? new EventStoreUnavailableException("It is away.") : null)));
        _host = services.BuildServiceProvider();
        _measured = new Measurements(_host.GetRequiredService<IMeterFactory>());
        _monitor = Start();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private bool StoreIsAway { get; set; }

    private Exception? Damage { get; set; }

    public void Dispose()
    {
        _measured.Dispose();
        _monitor.Dispose();
        _host.Dispose();
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_told_and_does_not_end_the_process()
    {
        Damage = new FormatException("Somebody was here.");

        await _monitor.LookAsync(Cancel);

        Damage = null;
        await AppendAsync();
        await TellsAsync("cqrs.projection.backlog", 1);
    }

    [Fact]
    public async Task Lag_is_zero_while_there_is_nothing_to_do_however_long_that_lasts()
    {
        await AppendAsync();
        await ProjectAsync();
        _time.Advance(TimeSpan.FromHours(1));

        await TellsAsync(Lag, 0);
        await TellsAsync("cqrs.projection.backlog", 0);
    }

    [Fact]
    public async Task Lag_grows_while_the_projector_is_dead_and_is_zero_again_once_one_has_caught_up()
    {
        await AppendAsync();
        _time.Advance(TimeSpan.FromSeconds(60));
        await AppendAsync();

        await TellsAsync(Lag, 60);
        await TellsAsync("cqrs.projection.backlog", 2);
        _time.Advance(TimeSpan.FromSeconds(60));
        await TellsAsync(Lag, 120);

        await ProjectAsync();
        await TellsAsync(Lag, 0);
    }

    [Fact]
    public async Task After_a_restart_lag_is_what_it_was()
    {
        await AppendAsync();
        _time.Advance(TimeSpan.FromSeconds(60));

        _monitor.Dispose();
        _monitor = Start();

        await TellsAsync(Lag, 60);
    }

    [Fact]
    public async Task While_the_store_does_not_answer_nothing_is_told_rather_than_something_old()
    {
        await AppendAsync();
        await TellsAsync("cqrs.log.position", 1);

        StoreIsAway = true;
        await TellsAsync("cqrs.log.position", null);
        await TellsAsync(Lag, null);

        StoreIsAway = false;
        await TellsAsync("cqrs.log.position", 1);
    }

    [Fact]
    public async Task The_relay_parked_messages_and_stuck_streams_are_told_too()
    {
        await AppendAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        await _host.GetRequiredService<IParkedMessages>().ParkAsync(
            new ParkedMessage("id", default, new Dictionary<string, string>(), "It is not JSON.", Some.Time), Cancel);
        await _host.GetRequiredService<IStuckStreams>().ReportAsync(
            new StuckStream(View, Some.Stream("user"), new StreamVersion(1), "user.created", "spoilt", Some.Time, 1), Cancel);

        await TellsAsync("cqrs.relay.backlog", 1);
        await TellsAsync("cqrs.relay.lag", 10);
        await TellsAsync("cqrs.messages.parked", 1);
        await TellsAsync("cqrs.projection.stuck", 1);
    }

    private async Task TellsAsync(string gauge, double? value)
    {
        await _monitor.LookAsync(Cancel);
        _measured.Ask(gauge).Should().Be(value, gauge);
    }

    private async Task AppendAsync()
    {
        var commit = new Commit(Guid.CreateVersion7(), Some.Stream("user"), StreamVersion.None, _time.GetUtcNow(), Some.Events(1));
        (await _host.GetRequiredService<IEventStore>().AppendAsync(commit, Cancel)).Should().Be(AppendResult.Appended);
    }

    private async Task ProjectAsync() =>
        await _host.GetRequiredService<ICheckpointStore>().AdvanceAsync(View.ToString(), await _host.GetRequiredService<IEventLog>().GetEndAsync(Cancel), Cancel);

    private FlowMonitor Start() => ActivatorUtilities.CreateInstance<FlowMonitor>(_host);
}
