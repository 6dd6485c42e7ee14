using System.Text.Json.Nodes;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>A rule of Prometheus.</summary>
/// <param name="Name">The series that it records, or its alert.</param>
/// <param name="IsAlert">Whether it is an alert.</param>
/// <param name="Expression">What it evaluates.</param>
/// <param name="Severity">Whom an alert is for.</param>
/// <param name="Runbook">Where an alert says what to do.</param>
internal sealed record Rule(string Name, bool IsAlert, string Expression, string? Severity, string? Runbook)
{
    public static Rule Read(JsonNode rule) => new(
        (string)(rule["alert"] ?? rule["record"])!,
        rule["alert"] is not null,
        (string)rule["expr"]!,
        (string?)rule["labels"]?["severity"],
        (string?)rule["annotations"]?["runbook"]);
}
