using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Rabbit.Publishing;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>A broker that is away, that refuses, that is silent, that blocks: what is said, what goes on, and how it comes back.</summary>
public sealed class ConnectionTests : BrokerTest
{
    private readonly RecordingLogger _log = new();

    [Fact]
    public async Task Without_a_broker_health_is_degraded_at_once()
    {
        // Time stands still: it waits for nothing.
        var process = Start(Nobody(), new FakeTimeProvider());

        (await process.HealthAsync().WaitAsync(Limit, Cancel)).Status.Should().Be(HealthStatus.Degraded);
    }

    [Fact]
    public async Task Without_a_broker_it_is_said_in_one_line_what_to_do()
    {
        var process = Start(Nobody());
        await Eventually.Until("health tells it", async () => (await process.HealthAsync()).Description!.Contains("away since", StringComparison.Ordinal));

        (await Publishing(process).Should().ThrowAsync<BrokerUnavailableException>()).WithMessage("*cannot be reached*start it*");
        await Publishing(process).Should().ThrowAsync<BrokerUnavailableException>();

        await Eventually.Until("both connections say it", () => _log.Warnings.Count > 1);
        _log.Warnings.Should().HaveCount(2, "each of the two connections says it once, however often it tries");
        _log.Warnings.Should().OnlyContain(line => line.Contains("cannot be reached") && !line.Contains('\n'));
    }

    [Fact]
    public async Task A_wrong_password_is_named()
    {
        var refused = Host.Connections();
        refused.Password = "wrong";

        (await Publishing(await RefusedAsync(refused)).Should().ThrowAsync<BrokerUnavailableException>())
            .WithMessage($"*refuses the user '{refused.UserName}'*").And.Message.Should().NotContain("wrong");
    }

    [Fact]
    public async Task A_virtual_host_that_is_not_there_is_named()
    {
        var refused = Host.Connections();
        refused.VirtualHost = "nowhere";

        (await Publishing(await RefusedAsync(refused)).Should().ThrowAsync<BrokerUnavailableException>()).WithMessage("*refuses the virtual host 'nowhere'*");
    }

    [Fact]
    public async Task A_queue_that_is_there_in_another_form_is_named()
    {
        await (await OpenChannelAsync()).QueueDeclareAsync(Messaging.Things.Name, durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancel);

        var process = Start(Host.Connections());
        await Eventually.Until("the connections stand", async () => (await process.HealthAsync()).Status == HealthStatus.Healthy);

        (await Publishing(process).Should().ThrowAsync<BrokerUnavailableException>()).WithMessage("*another form*projector.things*");
    }

    [Fact]
    public async Task A_broker_that_goes_and_returns_is_told_once_each_and_found_again()
    {
        await using var proxy = Host.Proxy();
        var process = Start(Host.Connections(proxy.Port));
        await Eventually.Until("an event gets through", async () => await GetsThroughAsync(process));
        proxy.Leave();
        await Eventually.Until("the loss is seen", () => _log.Warnings.Count > 0);

        proxy.Return();
        await Eventually.Until("an event gets through again", async () => await GetsThroughAsync(process));
        await Eventually.Until("the return is told", () => Connected().Count() > 1);

        _log.Warnings.Should().OnlyContain(line => !line.Contains('\n'));
        Connected().Should().HaveCount(2);
    }

    [Fact]
    public async Task A_broker_that_confirms_nothing_for_half_a_minute_is_given_up_and_the_next_attempt_has_a_new_channel()
    {
        await using var proxy = Host.Proxy();
        var time = new FakeTimeProvider();
        var process = Start(Host.Connections(proxy.Port), time);
        await process.Publisher.PublishAsync([Some.Recorded(1)], Cancel);
        proxy.Pause();
        var silent = process.Publisher.PublishAsync([Some.Recorded(2)], Cancel).AsTask();

        await PassAsync(time, ConfirmedChannel.Silence - TimeSpan.FromSeconds(2));
        silent.IsCompleted.Should().BeFalse();
        await PassAsync(time, TimeSpan.FromSeconds(4));

        await FluentActions.Awaiting(() => silent.WaitAsync(Limit, Cancel)).Should().ThrowAsync<BrokerUnavailableException>().WithMessage("*confirmed nothing*");
        proxy.Resume();
        await process.Publisher.PublishAsync([Some.Recorded(2)], Cancel).AsTask().WaitAsync(Limit, Cancel);
    }

    [Fact]
    public async Task A_broker_that_blocks_is_waited_for_without_limit_and_health_tells_why()
    {
        await using var proxy = Host.Proxy();
        var time = new FakeTimeProvider();
        var process = Start(Host.Connections(proxy.Port), time);
        await process.Publisher.PublishAsync([Some.Recorded(1)], Cancel);
        await proxy.SendToClientsAsync(AmqpFrame.ConnectionBlocked("low on memory"));
        await Eventually.Until("it is seen", () => _log.Warnings.Count > 0);
        var waiting = process.Publisher.PublishAsync([Some.Recorded(2)], Cancel).AsTask();

        await PassAsync(time, ConfirmedChannel.Silence * 3);
        waiting.IsCompleted.Should().BeFalse();
        (await process.HealthAsync()).Description.Should().Contain("low on memory");
        _log.Warnings.Should().ContainSingle().Which.Should().Contain("low on memory");

        // Health has asked for the other connection too; it is not to be spoken to in the middle of its greeting.
        await Eventually.Until("the other connection stands", () => Connected().Count() > 1);
        await proxy.SendToClientsAsync(AmqpFrame.ConnectionUnblocked());
        await waiting.WaitAsync(Limit, Cancel);

        await Eventually.Until("health is well", async () => (await process.HealthAsync()).Status == HealthStatus.Healthy);
    }

    [Fact]
    public async Task Who_sends_a_parked_message_again_is_told_soon_that_the_broker_is_blocked()
    {
        await using var proxy = Host.Proxy();
        var time = new FakeTimeProvider();
        var process = Start(Host.Connections(proxy.Port), time);
        await process.Publisher.PublishAsync([Some.Recorded(1)], Cancel);
        await proxy.SendToClientsAsync(AmqpFrame.ConnectionBlocked("low on memory"));
        await Eventually.Until("it is seen", async () => (await process.HealthAsync()).Description!.Contains("takes no messages", StringComparison.Ordinal));
        var parked = new ParkedMessage(
            "1", "not json"u8.ToArray(), new Dictionary<string, string> { ["queue"] = Messaging.Things.Name }, "It is not JSON.", Some.Time);

        var replay = process.Get<IParkedMessageReplay>().ReplayAsync(parked, Cancel).AsTask();

        await Eventually.Until("it is given up", () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return replay.IsCompleted;
        });
        await FluentActions.Awaiting(() => replay).Should().ThrowAsync<BrokerUnavailableException>();
    }

    private static ConnectionFactory Nobody() => new() { HostName = "127.0.0.1", Port = FreePorts.Take(1)[0] };

    // A broker that has much else to do may refuse later than a caller waits.
    private async Task<Messaging> RefusedAsync(IConnectionFactory connections)
    {
        var process = Start(connections);
        await Eventually.Until("it is refused", async () => (await process.HealthAsync()).Description!.Contains("refuses", StringComparison.Ordinal));
        return process;
    }

    private IEnumerable<string> Connected() => _log.Lines.Where(line => line.StartsWith("Connected", StringComparison.Ordinal));

    private static Func<Task> Publishing(Messaging process) => () => process.Publisher.PublishAsync([Some.Recorded(1)], Cancel).AsTask();

    private static async ValueTask<bool> GetsThroughAsync(Messaging process)
    {
        try
        {
            await process.Publisher.PublishAsync([Some.Recorded(2)], Cancel);
            return true;
        }
        catch (BrokerUnavailableException)
        {
            return false;
        }
    }

    // Second by second, as the clock does it.
    private static async Task PassAsync(FakeTimeProvider time, TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromSeconds(1))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private Messaging Start(IConnectionFactory connections, TimeProvider? time = null) => Keep(new Messaging(connections, services =>
    {
        services.AddSingleton<ILoggerProvider>(_log);
        if (time is not null)
        {
            services.AddSingleton(time);
        }
    }));
}
