using System.Globalization;
using System.Threading.RateLimiting;
using CqrsPrototype.ServiceDefaults.Starting;

namespace CqrsPrototype.Gateway.Limits;

/// <summary>How many requests one client may send.</summary>
/// <param name="PerSecond">In the long run; setting <c>RateLimit__PerSecond</c>, 1 to 1 000 000, default 500.</param>
/// <param name="Burst">At once; setting <c>RateLimit__Burst</c>, 1 to 1 000 000, default 1000.</param>
internal sealed record RateLimit(int PerSecond, int Burst)
{
    private const int Max = 1_000_000;

    /// <summary>A client's store of requests; it is filled up every second, and nobody waits for it.</summary>
    public TokenBucketRateLimiterOptions Bucket { get; } = new()
    {
        TokenLimit = Burst,
        TokensPerPeriod = PerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };

    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartException">One of them cannot be used.</exception>
    public static RateLimit From(IConfiguration configuration) =>
        new(Read(configuration, "RateLimit:PerSecond", 500), Read(configuration, "RateLimit:Burst", 1000));

    private static int Read(IConfiguration configuration, string setting, int otherwise) => NumberSetting.Read(
        configuration, setting, otherwise, 1, Max, $", which is no such number: give one from 1 to {Max.ToString(CultureInfo.InvariantCulture)}.");
}
