namespace CqrsPrototype.Drill.Processes;

/// <summary>A part of the system that can fail: a service or a server. Its address stays the same, however often it is started.</summary>
internal interface IMember
{
    /// <summary>What it is called in the report.</summary>
    string Name { get; }

    /// <summary>Starts it; does nothing if it runs.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>SIGKILL: it gets no chance to do anything. Does nothing if it does not run.</summary>
    Task KillAsync(CancellationToken cancellationToken);

    /// <summary>SIGTERM: it ends in its own way. Does nothing if it does not run.</summary>
    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>SIGSTOP: it stays where it is, with all its connections open.</summary>
    void Freeze();

    /// <summary>SIGCONT: it goes on, and does not know how long it was away.</summary>
    void Continue();
}
