namespace CqrsPrototype.Tests.Telemetry.Otlp;

/// <summary>A line of a log as it was exported.</summary>
internal sealed record ReceivedLog(string Category, string Severity, string Body, string Trace, IReadOnlyDictionary<string, object?> Attributes)
{
    /// <summary>Reads a request of <c>/v1/logs</c>.</summary>
    public static IEnumerable<ReceivedLog> Read(ReadOnlyMemory<byte> request) =>
        from resource in new ProtoField(0, 0, request).All(1)
        from scope in resource.All(2)
        from line in scope.All(2)
        select new ReceivedLog(
            scope.One(1).One(1).Text, line.One(3).Text, (string?)Received.Value(line.One(5)) ?? "", line.One(9).Hex, Received.Attributes(line, 6));
}
