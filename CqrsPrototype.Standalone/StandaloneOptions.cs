using CqrsPrototype.ServiceDefaults.Starting;
using CqrsPrototype.Standalone.Stores;

namespace CqrsPrototype.Standalone;

/// <summary>Where the process listens and keeps its data.</summary>
/// <param name="CommandPort">The command API; setting <c>Ports__Command</c>, default 8000.</param>
/// <param name="QueryPort">The query API; setting <c>Ports__Query</c>, default 9000.</param>
/// <param name="GatewayPort">Both, and the page; setting <c>Ports__Gateway</c>, default 8080.</param>
/// <param name="Directory">The data; setting <c>Data__Directory</c>, default <c>data</c> in the working directory.</param>
/// <param name="Servers">The servers that the data is on instead; <see langword="null"/> for none.</param>
internal sealed record StandaloneOptions(int CommandPort, int QueryPort, int GatewayPort, string Directory, ServerOptions? Servers)
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartException">One of them cannot be used.</exception>
    public static StandaloneOptions From(IConfiguration configuration) => new(
        Port(configuration, "Ports:Command", 8000),
        Port(configuration, "Ports:Query", 9000),
        Port(configuration, "Ports:Gateway", 8080),
        Path.GetFullPath(configuration["Data:Directory"] is { Length: > 0 } directory ? directory : "data"),
        ServerOptions.From(configuration));

    private static int Port(IConfiguration configuration, string setting, int otherwise) =>
        NumberSetting.Read(configuration, setting, otherwise, 1, 65535, ", which is no port: give a number from 1 to 65535.");
}
