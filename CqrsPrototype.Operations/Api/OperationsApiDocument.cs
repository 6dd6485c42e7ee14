using CqrsPrototype.ServiceDefaults.Api;

namespace CqrsPrototype.Operations.Api;

/// <summary>The OpenAPI document of the operations API.</summary>
public static class OperationsApiDocument
{
    /// <summary>The operations API.</summary>
    public static ApiDocument Operations { get; } = new("operations", "Operations", typeof(OperationsApiDocument).Assembly);
}
