using System.Diagnostics.Metrics;

namespace CqrsPrototype.Users.Telemetry;

/// <summary>What the context tells about itself, beside what the mechanism tells; docs/telemetry.md describes it.</summary>
public static class UserTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "CqrsPrototype.Users";

    private static readonly Meter Meter = new(Name);

    internal static readonly UpDownCounter<long> ChangeClients = Meter.CreateUpDownCounter<long>(
        "cqrs.changes.clients", "{client}", "Clients of the stream of changes (Server-Sent Events).");
}
