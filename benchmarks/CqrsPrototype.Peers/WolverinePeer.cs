using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wolverine;
using Wolverine.RabbitMQ;
using Wolverine.RabbitMQ.Internal;

namespace CqrsPrototype.Peers;

/// <summary>Wolverine with publisher confirms, which are off unless asked for, and handlers that run before the acknowledgement.</summary>
internal sealed class WolverinePeer(Uri broker) : IPeer
{
    public const string Name = "wolverine";

    private const string Queue = "peer-wolverine";
    private const string Exchange = "peer-wolverine-events";
    private const ushort Prefetch = 1000;
    private const int Handlers = 20;

    private IMessageBus? _bus;

    public async Task<IAsyncDisposable> StartAsync(bool consume)
    {
        var host = Host.CreateDefaultBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .UseWolverine(options => Configure(options, consume))
            .Build();
        await host.StartAsync();
        _bus = host.Services.GetRequiredService<IMessageBus>();
        return new Running(host);
    }

    public Task PublishAsync() => _bus!.PublishAsync(UserCreated.Example).AsTask();

    private void Configure(WolverineOptions options, bool consume)
    {
        options.UseRuntimeCompilation();
        options.Discovery.IncludeAssembly(typeof(UserCreatedHandler).Assembly);
        options.UseRabbitMq(broker)
            .AutoProvision()
            .ConfigureChannelCreation(channel => (channel.PublisherConfirmationsEnabled, channel.PublisherConfirmationTrackingEnabled) = (true, true))
            .DeclareExchange(Exchange, exchange => exchange.ExchangeType = ExchangeType.Topic)
            .DeclareQueue(Queue, queue =>
            {
                (queue.QueueType, queue.IsDurable) = (QueueType.quorum, true);
                queue.BindExchange(Exchange, "#");
            });
        options.PublishMessage<UserCreated>().ToRabbitExchange(Exchange).SendInline();
        options.Policies.MessageSuccessLogLevel(LogLevel.None);
        options.Policies.MessageExecutionLogLevel(LogLevel.None);
        if (consume)
        {
            options.ListenToRabbitQueue(Queue, queue => queue.QueueType = QueueType.quorum)
                .PreFetchCount(Prefetch).ProcessInline().ConsumerDispatchConcurrency(Handlers);
        }
    }

    private sealed class Running(IHost host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }
}
