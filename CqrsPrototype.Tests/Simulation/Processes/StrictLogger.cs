using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
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
        if (logLevel >= LogLevel.Warning && !IsExpected(exception))
        {
            world.Break(new Violation("Only outages are logged", formatter(state, exception), exception));
        }
    }

    private bool IsExpected(Exception? exception) => exception switch
    {
        EventStoreUnavailableException or BrokerUnavailableException or SpoiltEventException => true,
        EventsMissingException missing => missing.Told.Value >= Operator.Ghostly && world.Forged.Count > 0,
        _ => false,
    };
}
