using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CqrsPrototype.ServiceDefaults.Starting;

/// <summary>A setting that is a whole number.</summary>
public static class NumberSetting
{
    /// <summary>Reads it.</summary>
    /// <param name="configuration">Where it is set.</param>
    /// <param name="setting">Its name, such as <c>Ports:Command</c>; the environment variable is <c>Ports__Command</c>.</param>
    /// <param name="otherwise">What it is where nobody sets it.</param>
    /// <param name="least">The least that it may be.</param>
    /// <param name="most">The most that it may be.</param>
    /// <param name="advice">What is said behind a value that cannot be used: what is wrong, and what to give.</param>
    /// <exception cref="StartException">It is no such number.</exception>
    public static int Read(IConfiguration configuration, string setting, int otherwise, int least, int most, string advice) => configuration[setting] switch
    {
        null or "" => otherwise,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => throw new StartException($"{setting.Replace(":", "__", StringComparison.Ordinal)} is '{text}'{advice}"),
    };
}
