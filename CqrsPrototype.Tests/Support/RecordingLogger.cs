using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CqrsPrototype.Tests.Support;

/// <summary>Keeps what the product logs, as an operator would see it.</summary>
internal sealed class RecordingLogger : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Line, string? Trace)> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines.Select(entry => entry.Line)];

    public IReadOnlyList<string> Warnings => [.. _lines.Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Line)];

    /// <summary>The trace that was current at the first line that contains a text.</summary>
    public string? TraceOf(string text) => _lines.First(entry => entry.Line.Contains(text, StringComparison.Ordinal)).Trace;

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith("CqrsPrototype", StringComparison.Ordinal) ? this : NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((
            logLevel, exception is null ? formatter(state, null) : $"{formatter(state, exception)}\n{exception}", Activity.Current?.TraceId.ToHexString()));

    public void Dispose()
    {
    }
}
