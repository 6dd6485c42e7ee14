using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CqrsPrototype.ServiceDefaults.Telemetry;

/// <summary>What a process says on its console: one line with time, level, category, event id and trace id, then an exception if there is one.</summary>
/// <remarks>The framework's own formats show the trace id only together with the scopes, and those hold the path of the request, with an e-mail address.</remarks>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>Its name for the setting <c>Logging__Console__FormatterName</c>.</summary>
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var trace = Activity.Current?.TraceId.ToHexString() ?? "-";
        textWriter.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Word(logEntry.LogLevel)} {logEntry.Category}[{logEntry.EventId.Id}] {trace} {logEntry.Formatter(logEntry.State, null)}"));
        if (logEntry.Exception is { } exception)
        {
            textWriter.WriteLine(exception);
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
