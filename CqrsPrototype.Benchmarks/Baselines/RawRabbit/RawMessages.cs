using System.Text.Json;
using CqrsPrototype.Benchmarks.Load;
using RabbitMQ.Client;

namespace CqrsPrototype.Benchmarks.Baselines.RawRabbit;

/// <summary>Messages as large as the product's, with as many properties and headers, made before anything is measured.</summary>
internal static class RawMessages
{
    public const string RoutingKey = "user.created";

    private const string Id = "0199aabb-ccdd-7eef-8001-223344556677";

    public static BasicProperties Properties { get; } = new()
    {
        MessageId = Id,
        Type = RoutingKey,
        Timestamp = new AmqpTimestamp(1_764_000_000),
        ContentType = "application/json",
        AppId = "cqrs-prototype",
        Persistent = true,
        CorrelationId = "0199aabbccdd7eef8001223344556677",
        Headers = new Dictionary<string, object?>
        {
            ["cloudEvents:id"] = Id,
            ["cloudEvents:source"] = "urn:cqrs-prototype",
            ["cloudEvents:specversion"] = "1.0",
            ["cloudEvents:type"] = RoutingKey,
            ["cloudEvents:subject"] = "user-abcdefghijklmnopqrstuvwxyz",
            ["cloudEvents:time"] = "2026-11-24T10:00:00.123Z",
            ["cloudEvents:dataschema"] = "urn:cqrs-prototype:user.created:1",
            ["cloudEvents:stream"] = "user-abcdefghijklmnopqrstuvwxyz",
            ["cloudEvents:streamversion"] = "1",
            ["cloudEvents:position"] = "12345",
            ["cloudEvents:correlationid"] = "0199aabbccdd7eef8001223344556677",
        },
    };

    public static ReadOnlyMemory<byte> Body { get; } =
        JsonSerializer.SerializeToUtf8Bytes(new { email = People.AddressOf(12345), name = People.NameOf(12345) });
}
