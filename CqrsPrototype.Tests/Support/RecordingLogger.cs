using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CqrsPrototype.Tests.Support;

/// <summary>Keeps what the product logs, as an operator would see it.</summary>
internal sealed class RecordingLogger : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Line)> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines.Select(entry => entry.Line)];

    public IReadOnlyList<string> Warnings => [.. _lines.Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Line)];

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("CqrsPrototype", StringComparison.Ordinal) ? this : NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, exception is null ? formatter(state, null) : $"{formatter(state, exception)}\n{exception}"));

    public void Dispose()
    {
    }
}
