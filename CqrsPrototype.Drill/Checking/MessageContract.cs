using System.Globalization;
using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Drill.Checking;

/// <summary>What the contract says of the messages on <c>domain_events</c>.</summary>
internal static class MessageContract
{
    /// <summary>What is other than the contract says, in words.</summary>
    public static IEnumerable<string> Differences(WireMessage message, PlacedEvent placed)
    {
        if (message.RoutingKey != placed.Event.Type)
        {
            yield return $"the routing key is {message.RoutingKey}";
        }

        if (message.Body != placed.Event.Data)
        {
            yield return $"the body is {message.Body}";
        }

        foreach (var (name, value) in Expected(placed))
        {
            if (message.Properties.GetValueOrDefault(name) is var actual && actual != value)
            {
                yield return $"{name} is {actual ?? "missing"}, not {value}";
            }
        }

        // Where telemetry is on, the message names the span that has sent it, in the trace of the command.
        if (message.Properties.GetValueOrDefault("traceparent") is var parent && TraceOf(parent) != TraceOf(placed.Commit.Trace))
        {
            yield return $"traceparent is {parent ?? "missing"}, not of the trace of {placed.Commit.Trace}";
        }

        foreach (var name in (string[])["cloudEvents:source", "cloudEvents:dataschema"])
        {
            if (string.IsNullOrEmpty(message.Properties.GetValueOrDefault(name)))
            {
                yield return $"{name} is missing";
            }
        }

        foreach (var (name, value) in message.Properties.Where(property => property.Value.Contains('@', StringComparison.Ordinal)))
        {
            yield return $"{name} may hold an e-mail address: {value}";
        }
    }

    private static string? TraceOf(string? traceParent) => traceParent?.Split('-').ElementAtOrDefault(1);

    private static IEnumerable<(string Name, string? Value)> Expected(PlacedEvent placed)
    {
        var (commit, stored) = (placed.Commit, placed.Event);
        var id = stored.Id.ToString();
        return
        [
            ("message_id", id),
            ("type", stored.Type),
            ("timestamp", commit.At.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("content_type", "application/json"),
            ("correlation_id", commit.Correlation),
            ("app_id", "cqrs-prototype"),
            ("delivery_mode", "2"),
            ("cloudEvents:id", id),
            ("cloudEvents:specversion", "1.0"),
            ("cloudEvents:type", stored.Type),
            ("cloudEvents:subject", commit.Stream),
            ("cloudEvents:time", User.Text(commit.At)),
            ("cloudEvents:stream", commit.Stream),
            ("cloudEvents:streamversion", placed.Version.ToString(CultureInfo.InvariantCulture)),
            ("cloudEvents:position", placed.Position?.ToString(CultureInfo.InvariantCulture)),
            ("cloudEvents:correlationid", commit.Correlation),
        ];
    }
}
