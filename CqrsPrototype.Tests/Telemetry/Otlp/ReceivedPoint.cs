namespace CqrsPrototype.Tests.Telemetry.Otlp;

/// <summary>A value of a metric as it was exported; of a histogram, how many values it has.</summary>
internal sealed record ReceivedPoint(
    string Service, string Meter, string Name, string Unit, string Kind, IReadOnlyDictionary<string, object?> Attributes, double Value)
{
    /// <summary>Reads a request of <c>/v1/metrics</c>.</summary>
    public static IEnumerable<ReceivedPoint> Read(ReadOnlyMemory<byte> request) =>
        from resource in new ProtoField(0, 0, request).All(1)
        let service = (string?)Received.Attributes(resource.One(1), 1).GetValueOrDefault("service.name") ?? ""
        from scope in resource.All(2)
        from metric in scope.All(2)
        from data in metric.Fields
        where data.Number is 5 or 7 or 9
        from point in data.All(1)
        let isHistogram = data.Number == 9
        select new ReceivedPoint(
            service, scope.One(1).One(1).Text, metric.One(1).Text, metric.One(3).Text, KindOf(data), Received.Attributes(point, isHistogram ? 9 : 7),
            isHistogram ? point.One(4).Value : Number(point));

    private static string KindOf(ProtoField data) => data.Number switch
    {
        5 => "gauge",
        9 => "histogram",
        _ => data.One(3).Value == 1 ? "counter" : "up-down counter",
    };

    private static double Number(ProtoField point) =>
        point.Fields.Where(field => field.Number is 4 or 6).Select(field => field.Number == 4 ? field.Double : (long)field.Value).FirstOrDefault();
}
