using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using YamlDotNet.Serialization;

namespace CqrsPrototype.Tests.Deploying;

/// <summary>What Helm has rendered: objects of Kubernetes, read by its own types without forgiving what those do not know, and those of KEDA.</summary>
internal sealed class Manifests
{
    private const string Keda = "keda.sh/v1alpha1";

    private readonly List<object> _objects;

    private Manifests(List<object> objects, List<JsonNode> keda) => (_objects, KedaObjects) = (objects, keda);

    public IReadOnlyList<JsonNode> KedaObjects { get; }

    /// <summary>All pods that would run, by the names of their components.</summary>
    public IReadOnlyDictionary<string, V1PodTemplateSpec> Pods => Of<V1Deployment>().Select(d => d.Spec.Template)
        .Concat(Of<V1StatefulSet>().Select(s => s.Spec.Template))
        .ToDictionary(pod => pod.Metadata.Labels["app.kubernetes.io/name"]);

    public static async Task<Manifests> RenderAsync(params string[] settings)
    {
        var documents = (await Helm.RenderAsync(settings)).Split("\n---\n").Where(document => document.Contains("kind:", StringComparison.Ordinal)).ToLookup(document => document.Contains(Keda, StringComparison.Ordinal));
        var objects = documents[false].SelectMany(document => KubernetesYaml.LoadAllFromString(document, strict: true));
        return new Manifests([.. objects], [.. documents[true].Select(ReadYaml)]);
    }

    public IReadOnlyList<T> Of<T>() => [.. _objects.OfType<T>()];

    private static JsonNode ReadYaml(string text)
    {
        var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(text);
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(yaml))!;
    }
}
