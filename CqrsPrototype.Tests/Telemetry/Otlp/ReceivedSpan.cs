namespace CqrsPrototype.Tests.Telemetry.Otlp;

/// <summary>A span as it was exported. Its parent is empty where it begins a trace; its kind is 1 internal, 2 server, 3 client, 4 producer or 5 consumer.</summary>
internal sealed record ReceivedSpan(
    string Service, string Instance, string Source, string Name, int Kind, string Trace, string Id, string Parent, bool IsError,
    IReadOnlyDictionary<string, object?> Attributes, IReadOnlyList<(string Trace, string Span)> Links)
{
    /// <summary>Reads a request of <c>/v1/traces</c>.</summary>
    public static IEnumerable<ReceivedSpan> Read(ReadOnlyMemory<byte> request) =>
        from resource in new ProtoField(0, 0, request).All(1)
        let sender = Received.Attributes(resource.One(1), 1)
        from scope in resource.All(2)
        from span in scope.All(2)
        select new ReceivedSpan(
            (string?)sender.GetValueOrDefault("service.name") ?? "", (string?)sender.GetValueOrDefault("service.instance.id") ?? "", scope.One(1).One(1).Text, span.One(5).Text, (int)span.One(6).Value, span.One(1).Hex, span.One(2).Hex, span.One(4).Hex,
            span.One(15).One(3).Value == 2, Received.Attributes(span, 9), [.. span.All(13).Select(link => (link.One(1).Hex, link.One(2).Hex))]);
}
