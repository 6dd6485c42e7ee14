using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Drill.Servers;

/// <summary>A server that the scripts manage.</summary>
/// <param name="scripts">The scripts.</param>
/// <param name="name">What they call it.</param>
/// <param name="process">The process that holds its connections: stopping it stops the server for everybody.</param>
internal sealed class Server(ServerScripts scripts, string name, string process) : IMember
{
    public string Name => name;

    public static Server RabbitMq(ServerScripts scripts) => new(scripts, "rabbitmq", "rabbitmq");

    public static Server MongoDb(ServerScripts scripts) => new(scripts, "mongodb", "gateway");

    public Task StartAsync(CancellationToken cancellationToken) => scripts.RunAsync("up", [name], cancellationToken);

    public Task KillAsync(CancellationToken cancellationToken) => scripts.RunAsync("kill", [name], cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => scripts.RunAsync("down", [name], cancellationToken);

    /// <summary>SIGKILL, and all its data is gone when it starts again.</summary>
    public async Task LoseEverythingAsync(CancellationToken cancellationToken)
    {
        await KillAsync(cancellationToken);
        await scripts.RunAsync("reset", [name], cancellationToken);
    }

    public void Freeze() => Signal(Signals.Stop);

    public void Continue() => Signal(Signals.Continue);

    private void Signal(Action<int> send)
    {
        if (scripts.ProcessId(process) is { } id)
        {
            send(id);
        }
    }
}
