namespace CqrsPrototype.Rabbit.Messages;

/// <summary>The names of an event message's headers: CloudEvents 1.0 in binary mode, and the W3C trace context. All values are strings.</summary>
/// <remarks>They are public for ever: docs/asyncapi.yaml describes them, and a test compares.</remarks>
internal static class MessageHeaders
{
    public const string Id = "cloudEvents:id";
    public const string Source = "cloudEvents:source";
    public const string SpecVersion = "cloudEvents:specversion";
    public const string Type = "cloudEvents:type";
    public const string Subject = "cloudEvents:subject";
    public const string Time = "cloudEvents:time";
    public const string DataSchema = "cloudEvents:dataschema";
    public const string Stream = "cloudEvents:stream";
    public const string StreamVersion = "cloudEvents:streamversion";
    public const string Position = "cloudEvents:position";
    public const string CorrelationId = "cloudEvents:correlationid";
    public const string CausationId = "cloudEvents:causationid";
    public const string TraceParent = "traceparent";
}
