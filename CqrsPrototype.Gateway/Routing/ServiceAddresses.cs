using CqrsPrototype.ServiceDefaults.Starting;

namespace CqrsPrototype.Gateway.Routing;

/// <summary>Where the services are, as configuration tells service discovery.</summary>
internal static class ServiceAddresses
{
    /// <summary>Looks for each service that has no address on this machine, at its usual port.</summary>
    /// <exception cref="StartException">Something that is set is no address.</exception>
    public static void UseDefaultAddresses(this WebApplicationBuilder builder)
    {
        foreach (var service in Service.All)
        {
            var given = builder.Configuration.GetSection($"services:{service.Name}");
            var addresses = given.GetChildren().SelectMany(scheme => scheme.GetChildren()).Where(address => !string.IsNullOrEmpty(address.Value)).ToList();
            if (addresses.Count == 0)
            {
                builder.Configuration[$"services:{service.Name}:http:0"] = $"http://localhost:{service.DefaultPort}";
            }
            else if (addresses.FirstOrDefault(address => !IsAddress(address.Value!)) is { } wrong)
            {
                throw new StartException(
                    $"{wrong.Path.Replace(":", "__", StringComparison.Ordinal)} is '{wrong.Value}', which is no address: give one such as http://localhost:{service.DefaultPort}.");
            }
        }
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.PathAndQuery == "/";
}
