using System.Text.Json.Nodes;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>What a dashboard of Grafana must be, beside what its schema says.</summary>
public sealed class DashboardTests
{
    private const int Columns = 24;

    public static TheoryData<string> Dashboards => [.. MonitoringFiles.Dashboards.Keys];

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Panels_have_ids_of_their_own_and_places_of_their_own(string dashboard)
    {
        var panels = Panels(dashboard);
        var cells = panels.SelectMany(panel => CellsOf(panel["gridPos"]!)).ToList();

        panels.Select(panel => (int)panel["id"]!).Should().OnlyHaveUniqueItems();
        panels.Select(panel => (string)panel["title"]!).Should().OnlyHaveUniqueItems();
        cells.Should().OnlyHaveUniqueItems("panels lie beside each other").And.OnlyContain(cell => cell.X < Columns);
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Panels_ask_the_provisioned_data_source(string dashboard)
    {
        var provisioned = MonitoringFiles.ReadYaml(Path.Combine(MonitoringFiles.Folder, "grafana", "provisioning", "datasources", "prometheus.yml"));
        var sources = Panels(dashboard).Where(panel => (string)panel["type"]! != "row").Select(panel => (string)panel["datasource"]!["uid"]!);

        sources.Distinct().Should().Equal((string)provisioned["datasources"]![0]!["uid"]!);
    }

    private static List<JsonNode> Panels(string dashboard) => [.. MonitoringFiles.Dashboards[dashboard]["panels"]!.AsArray().Select(panel => panel!)];

    private static IEnumerable<(int X, int Y)> CellsOf(JsonNode place) =>
        from x in Enumerable.Range((int)place["x"]!, (int)place["w"]!)
        from y in Enumerable.Range((int)place["y"]!, (int)place["h"]!)
        select (x, y);
}
