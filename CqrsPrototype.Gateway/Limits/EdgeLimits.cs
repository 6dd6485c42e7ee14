using System.Threading.RateLimiting;
using CqrsPrototype.ServiceDefaults.Problems;
using CqrsPrototype.ServiceDefaults.Starting;
using Microsoft.AspNetCore.RateLimiting;

namespace CqrsPrototype.Gateway.Limits;

/// <summary>What the gateway lets through: requests of a size and at a rate that the services behind it are made for.</summary>
internal static class EdgeLimits
{
    /// <summary>Most bytes in the body of a request; the contract of the APIs.</summary>
    public const int MaxBodyBytes = 16 * 1024;

    /// <summary>Limits the size of requests, and how many a client may send.</summary>
    /// <exception cref="StartException">A setting cannot be used.</exception>
    public static void AddEdgeLimits(this WebApplicationBuilder builder)
    {
        var rate = RateLimit.From(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxBodyBytes);
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(ClientKey.Of(http), _ => rate.Bucket));
            limiter.OnRejected = (rejected, _) => new ValueTask(TooMany(rejected).ExecuteAsync(rejected.HttpContext));
        });
    }

    private static ProblemResult TooMany(OnRejectedContext rejected) => new(ProblemTypes.Overloaded, "This client sends more requests than one may. This one was not looked at.")
    {
        Status = StatusCodes.Status429TooManyRequests,
        RetryAfterSeconds = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? (int)Math.Ceiling(wait.TotalSeconds) : 1,
    };
}
