using CqrsPrototype.Drill.Observing;
using RabbitMQ.Client;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>What goes wrong between a broker and its clients, made one after the other, each until Prometheus knows of it.</summary>
internal sealed class Trouble(ServerSystem system, PrometheusServer prometheus)
{
    private const string Exchange = "domain_events";
    private const string Queue = "projector.users";
    private const string Key = "user.*";
    private const string Other = "other";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task MakeAsync()
    {
        await using var connection = await system.VirtualHost.Connections().CreateConnectionAsync(Cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancel);

        // What connects meanwhile declares its queue and the binding once more, so that is taken away again and again.
        Task UnbindAsync() => channel.QueueUnbindAsync(Queue, Exchange, Key, cancellationToken: Cancel);
        await UntilToldAsync("cqrs_broker_returns_total", UnbindAsync);

        // Events reach a queue, but not the projector's: their views come from the log.
        await BindOtherAsync(channel, []);
        await UntilToldAsync("cqrs_projection_mended_total", UnbindAsync);

        // The first event of a user does not reach the projector's queue, the next one does.
        await channel.QueueBindAsync(Queue, Exchange, "user.updated", cancellationToken: Cancel);
        await UntilToldAsync("cqrs_projection_gaps_total", UnbindAsync);
        await channel.QueueBindAsync(Queue, Exchange, Key, cancellationToken: Cancel);
        await channel.QueueDeleteAsync(Other, cancellationToken: Cancel);

        // A queue that is full refuses for all.
        await BindOtherAsync(channel, new() { ["x-max-length"] = 1, ["x-overflow"] = "reject-publish" });
        await UntilToldAsync("cqrs_broker_nacks_total", () => Task.CompletedTask);
        await channel.QueueDeleteAsync(Other, cancellationToken: Cancel);
    }

    private static async Task BindOtherAsync(IChannel channel, Dictionary<string, object?> arguments)
    {
        await channel.QueueDeclareAsync(Other, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: Cancel);
        await channel.QueueBindAsync(Other, Exchange, "#", cancellationToken: Cancel);
    }

    private Task UntilToldAsync(string metric, Func<Task> cause) => Waiting.UntilAsync(
        $"Prometheus has {metric}",
        async () =>
        {
            await cause();
            return (await prometheus.QueryAsync(metric)).Count > 0;
        },
        Limit, TimeProvider.System, Cancel);
}
