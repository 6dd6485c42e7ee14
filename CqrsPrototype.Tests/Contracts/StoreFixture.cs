using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>Stores as a host registers them.</summary>
/// <param name="isDurable">Whether they keep what they have over a restart.</param>
/// <param name="register">How a host registers them.</param>
/// <param name="cleanUp">Removes what they leave behind.</param>
internal sealed class StoreFixture(bool isDurable, Action<IServiceCollection> register, Action? cleanUp = null) : IStoreFixture
{
    private ServiceProvider _services = Build(register);

    public IEventStore Events => Get<IEventStore>();

    public IEventLog Log => Get<IEventLog>();

    public IViewStore Views => Get<IViewStore>();

    public IViewReader ViewReader => Get<IViewReader>();

    public ICheckpointStore Checkpoints => Get<ICheckpointStore>();

    public IStuckStreams Stuck => Get<IStuckStreams>();

    public IStoreSecrets Secrets => Get<IStoreSecrets>();

    public EventSourcingSignals Signals => Get<EventSourcingSignals>();

    public bool IsDurable => isDurable;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask ReopenAsync()
    {
        await StopAsync();
        _services = Build(register);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        cleanUp?.Invoke();
    }

    private async ValueTask StopAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    private static ServiceProvider Build(Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        register(services);
        var provider = services.BuildServiceProvider();
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            // Only starts what runs in the background.
            _ = hosted.StartAsync(CancellationToken.None);
        }

        return provider;
    }
}
