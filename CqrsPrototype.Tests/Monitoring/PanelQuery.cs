namespace CqrsPrototype.Tests.Monitoring;

/// <summary>A query of a panel of a dashboard.</summary>
/// <param name="Dashboard">The dashboard's file.</param>
/// <param name="Panel">The panel's title.</param>
/// <param name="Expression">The query, with Grafana's variables.</param>
internal sealed record PanelQuery(string Dashboard, string Panel, string Expression)
{
    /// <summary>The query as Grafana would send it, for all services.</summary>
    /// <param name="rateInterval">What rates look at.</param>
    public string For(string rateInterval) => Expression
        .Replace("$__rate_interval", rateInterval, StringComparison.Ordinal)
        .Replace("$job", ".*", StringComparison.Ordinal)
        .Replace("$instance", ".*", StringComparison.Ordinal);

    public override string ToString() => $"{Dashboard}, {Panel}: {Expression}";
}
