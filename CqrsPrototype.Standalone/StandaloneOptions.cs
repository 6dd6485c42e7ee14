using System.Globalization;

namespace CqrsPrototype.Standalone;

/// <summary>Where the process listens and keeps its data.</summary>
/// <param name="CommandPort">The command API; setting <c>Ports__Command</c>, default 8000.</param>
/// <param name="QueryPort">The query API; setting <c>Ports__Query</c>, default 9000.</param>
/// <param name="GatewayPort">Both, and the page; setting <c>Ports__Gateway</c>, default 8080.</param>
/// <param name="Directory">The data; setting <c>Data__Directory</c>, default <c>data</c> in the working directory.</param>
/// <param name="QueryLink">Where clients of the command API find the query API, if not on the same host; setting <c>Links__Query</c>.</param>
internal sealed record StandaloneOptions(int CommandPort, int QueryPort, int GatewayPort, string Directory, string? QueryLink)
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartException">A port is no port.</exception>
    public static StandaloneOptions From(IConfiguration configuration) => new(
        Port(configuration, "Ports:Command", 8000),
        Port(configuration, "Ports:Query", 9000),
        Port(configuration, "Ports:Gateway", 8080),
        Path.GetFullPath(configuration["Data:Directory"] is { Length: > 0 } directory ? directory : "data"),
        configuration["Links:Query"]?.TrimEnd('/'));

    private static int Port(IConfiguration configuration, string setting, int otherwise) => configuration[setting] switch
    {
        null or "" => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 => port,
        var text => throw new StartException($"{setting.Replace(":", "__", StringComparison.Ordinal)} is '{text}', which is no port: give a number from 1 to 65535."),
    };
}
