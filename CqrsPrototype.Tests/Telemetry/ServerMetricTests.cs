using System.Net.Http.Json;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Tests.SystemTests;
using CqrsPrototype.Tests.Telemetry.Otlp;

namespace CqrsPrototype.Tests.Telemetry;

/// <summary>The metrics of the three services, as a collector gets them.</summary>
[Collection(OneAtATime.Name)]
public sealed class ServerMetricTests
{
    private static readonly string[] Services = ["CqrsPrototype.CommandApi", "CqrsPrototype.QueryApi", "CqrsPrototype.Projector"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_metric_of_the_document_is_told_with_no_other_attributes_than_it_names()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var deployment = await Deployment.CreateAsync(settings: collector.Settings);
        await deployment.StartAsync(commandApis: 1, queryApis: 1, projectors: 1);

        using var created = await deployment.Http.PostAsJsonAsync(deployment.Commands(), new { email = "ada@computing.org", name = "Ada" }, Cancel);
        await deployment.ReadAsync(0, "ada@computing.org", 1);
        using (var changes = await deployment.Http.GetAsync($"{deployment.Queries()}/changes", HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            var missing = () => DocumentedInstrument.All.Select(i => i.Name).Except(collector.Points.Select(point => point.Name)).ToList();
            await Eventually.Until("every metric was told", () => missing() is []);
            await Eventually.Until("whoever is alive tells of the lag", () => Services.All(service => collector.Points.Any(
                point => point.Name == "cqrs.projection.lag" && point.Service == service)));
        }

        foreach (var documented in DocumentedInstrument.All)
        {
            var points = collector.Points.Where(point => point.Name == documented.Name).ToList();
            points.Should().OnlyContain(point => point.Meter == documented.Meter && point.Unit == documented.Unit && point.Kind == documented.Kind, documented.Name);
            points.SelectMany(point => point.Attributes.Keys).Should().BeSubsetOf(documented.Attributes, documented.Name);
        }
    }
}
