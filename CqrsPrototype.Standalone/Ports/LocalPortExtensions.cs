using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CqrsPrototype.Standalone.Ports;

/// <summary>Several ports in one process.</summary>
internal static class LocalPortExtensions
{
    /// <summary>Lets routes be bound to ports.</summary>
    public static IServiceCollection AddLocalPorts(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, LocalPortMatcherPolicy>());
        return services;
    }

    /// <summary>A group of routes that are served on these ports only.</summary>
    public static RouteGroupBuilder OnPorts(this IEndpointRouteBuilder endpoints, params IReadOnlyList<int> ports) =>
        endpoints.MapGroup("").WithMetadata(new LocalPorts(ports));
}
