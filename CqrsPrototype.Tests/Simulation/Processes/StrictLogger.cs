using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Streams;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Tests.Simulation.Processes;

/// <summary>Reads what a process logs: an outage is expected, any other error is not.</summary>
internal sealed class StrictLogger<T>(World world, string process) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        world.History.Note(process, "logs", formatter(state, exception));
        if (logLevel >= LogLevel.Warning && exception is not (EventStoreUnavailableException or BrokerUnavailableException or SpoiltEventException))
        {
            world.Break(new Violation("Only outages are logged", formatter(state, exception), exception));
        }
    }
}
