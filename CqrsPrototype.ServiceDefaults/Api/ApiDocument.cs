using System.Reflection;

namespace CqrsPrototype.ServiceDefaults.Api;

/// <summary>The OpenAPI document of an API: written by hand, as the contract that the code is tested against.</summary>
/// <param name="Name">A lower-case word; the document is the resource <c>Api/name.json</c> of its assembly.</param>
/// <param name="Title">What people call the API.</param>
/// <param name="Assembly">Which assembly has it, beside the routes.</param>
public sealed record ApiDocument(string Name, string Title, Assembly Assembly)
{
    /// <summary>The document as it is served.</summary>
    public byte[] Read()
    {
        var resource = $"{Assembly.GetName().Name}.Api.{Name}.json";
        using var stream = Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"There is no resource '{resource}'.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
