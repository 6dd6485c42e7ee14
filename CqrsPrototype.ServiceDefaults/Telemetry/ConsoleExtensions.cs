using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CqrsPrototype.ServiceDefaults.Telemetry;

/// <summary>What a process says on its console.</summary>
internal static class ConsoleExtensions
{
    private const string Setting = "Logging:Console:FormatterName";

    /// <summary>Writes lines by <see cref="LineFormatter"/>, unless the setting names another format.</summary>
    public static void AddLines(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddConsole(console => console.FormatterName = builder.Configuration[Setting] ?? LineFormatter.FormatterName);
    }
}
