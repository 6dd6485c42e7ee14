namespace CqrsPrototype.Peers;

/// <summary>Another system's way from a publisher through a durable quorum queue to a handler that does nothing.</summary>
internal interface IPeer
{
    /// <summary>Starts what publishes, and with <paramref name="consume"/> what consumes too, which acknowledges after the handler has run.</summary>
    /// <param name="consume">Whether to consume.</param>
    /// <returns>Stops it all.</returns>
    Task<IAsyncDisposable> StartAsync(bool consume);

    /// <summary>Publishes one message; done when the broker has confirmed it. Only after <see cref="StartAsync"/>.</summary>
    Task PublishAsync();
}
