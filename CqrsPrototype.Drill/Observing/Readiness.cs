using System.Net;
using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Drill.Observing;

/// <summary>Waits until services say that they are well.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <exception cref="TimeoutException">One did not get well.</exception>
    public static async Task WaitAsync(IEnumerable<Service> services, HttpClient http, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var service in services)
        {
            await Waiting.UntilAsync($"{service.Name} is healthy", () => IsHealthyAsync(service, http, cancellationToken), Limit, time, cancellationToken);
        }
    }

    private static async Task<bool> IsHealthyAsync(Service service, HttpClient http, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(service.Address, "/health"), cancellationToken);
        return response.StatusCode == HttpStatusCode.OK;
    }
}
