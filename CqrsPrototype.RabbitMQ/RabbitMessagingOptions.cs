using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CqrsPrototype.Rabbit;

/// <summary>How events are sent and taken.</summary>
internal sealed record RabbitMessagingOptions
{
    /// <summary>The setting of <see cref="PublishWindow"/>; as an environment variable <c>Messaging__PublishWindow</c>.</summary>
    public const string PublishWindowSetting = "Messaging:PublishWindow";

    private const int MaxPublishWindow = 1000;

    /// <summary>How many messages may be unconfirmed at once: more hide the time on the way, too many slow the broker down.</summary>
    /// <value>1 to 1000, default 128. Together they never have more than 8 MiB.</value>
    public int PublishWindow { get; init; } = 128;

    /// <summary>How many unacknowledged messages the broker gives a consumer: two batches of a projection. They wait in memory, with at most 1 MiB of data each, but usually some hundred bytes.</summary>
    public ushort Prefetch { get; init; } = 2000;

    /// <summary>Reads what a host has configured.</summary>
    /// <exception cref="OptionsValidationException">A setting is not in its range.</exception>
    public static RabbitMessagingOptions From(IConfiguration? configuration)
    {
        if (configuration?[PublishWindowSetting] is not { Length: > 0 } setting)
        {
            return new RabbitMessagingOptions();
        }

        return int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var window) && window is >= 1 and <= MaxPublishWindow
            ? new RabbitMessagingOptions { PublishWindow = window }
            : throw new OptionsValidationException(
                nameof(PublishWindow), typeof(RabbitMessagingOptions),
                [$"{PublishWindowSetting.Replace(":", "__", StringComparison.Ordinal)} is '{setting}': give a number from 1 to {MaxPublishWindow}."]);
    }
}
