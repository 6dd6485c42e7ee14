using System.Text.Json.Nodes;
using CqrsPrototype.Tests.Repository;
using YamlDotNet.Serialization;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>What is in the folder <c>monitoring</c>.</summary>
internal static class MonitoringFiles
{
    public static string Folder { get; } = Path.Combine(Repo.Root, "monitoring");

    /// <summary>All rules.</summary>
    public static IReadOnlyList<Rule> Rules { get; } =
        [.. from file in Directory.GetFiles(Path.Combine(Folder, "prometheus", "rules"))
            from @group in ReadYaml(file)["groups"]!.AsArray()
            from rule in @group!["rules"]!.AsArray()
            select Rule.Read(rule!)];

    public static IEnumerable<Rule> Alerts => Rules.Where(rule => rule.IsAlert);

    /// <summary>All dashboards, by the names of their files.</summary>
    public static IReadOnlyDictionary<string, JsonNode> Dashboards { get; } =
        Directory.GetFiles(Path.Combine(Folder, "grafana", "dashboards")).ToDictionary(
            file => Path.GetFileName(file), file => JsonNode.Parse(File.ReadAllText(file))!);

    /// <summary>All queries of all panels.</summary>
    public static IReadOnlyList<PanelQuery> Queries { get; } =
        [.. from dashboard in Dashboards
            from panel in dashboard.Value["panels"]!.AsArray()
            from target in panel!["targets"]?.AsArray() ?? []
            select new PanelQuery(dashboard.Key, (string)panel["title"]!, (string)target!["expr"]!)];

    /// <summary>A YAML file as JSON; all values are strings.</summary>
    public static JsonNode ReadYaml(string path)
    {
        var yaml = new DeserializerBuilder().Build().Deserialize(File.ReadAllText(path));
        return JsonNode.Parse(new SerializerBuilder().JsonCompatible().Build().Serialize(yaml))!;
    }
}
