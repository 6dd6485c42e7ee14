using CqrsPrototype.ServiceDefaults.Starting;
using Microsoft.Extensions.Configuration;

namespace CqrsPrototype.ServiceDefaults.Telemetry;

/// <summary>How many traces a process begins by itself; what comes in as recorded is recorded beyond that.</summary>
internal static class TraceLimit
{
    /// <summary>The setting; as an environment variable <c>Telemetry__TracesPerSecond</c>.</summary>
    public const string Setting = "Telemetry:TracesPerSecond";

    private const int Default = 100;

    /// <summary>Reads what a host has configured.</summary>
    /// <exception cref="StartException">It is no number, or negative.</exception>
    public static int From(IConfiguration configuration) =>
        NumberSetting.Read(configuration, Setting, Default, 0, int.MaxValue, ": give a number of traces a second, 0 for none.");
}
