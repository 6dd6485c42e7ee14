using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CqrsPrototype.Tests.Support;

/// <summary>How hosts are stopped in tests.</summary>
internal static class Stopping
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Lets a host wait much longer for what is under way than a test does. So a request that has no end of its own holds it up until the test
    /// fails, and one that ends is not taken for such on a busy machine.
    /// </summary>
    public static void HaveTimeToStop(this IHost host) => host.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout = Long;
}
