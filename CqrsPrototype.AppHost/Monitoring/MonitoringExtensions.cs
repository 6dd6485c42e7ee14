using CqrsPrototype.AppHost.Running;
using CqrsPrototype.AppHost.Servers;

namespace CqrsPrototype.AppHost.Monitoring;

/// <summary>Prometheus and Grafana with what is in the folder <c>monitoring</c>.</summary>
internal static class MonitoringExtensions
{
    private const string Files = "../monitoring";

    /// <summary>Adds both to a run; what is published brings its own.</summary>
    /// <returns>Prometheus; <see langword="null"/> where there is none.</returns>
    public static IResourceBuilder<ContainerResource>? AddMonitoring(this IDistributedApplicationBuilder builder, Switches switches)
    {
        if (!switches.Monitoring || builder.ExecutionContext.IsPublishMode)
        {
            return null;
        }

        var prometheus = builder.AddContainer("prometheus", "prom/prometheus", "v3.5.3")
            .WithArgs("--config.file=/etc/prometheus/prometheus.yml", "--web.enable-otlp-receiver", "--storage.tsdb.retention.time=40d")
            .WithBindMount($"{Files}/prometheus/prometheus.yml", "/etc/prometheus/prometheus.yml", isReadOnly: true)
            .WithBindMount($"{Files}/prometheus/rules", "/etc/prometheus/rules", isReadOnly: true)
            .WithContainerFiles("/etc/prometheus/targets", [new ContainerFile { Name = "rabbitmq.yml", Contents = $"[{{targets: [\"{BrokerExtensions.Metrics}\"]}}]" }])
            .WithHttpEndpoint(port: 9090, targetPort: 9090, name: "http")
            .WithHttpHealthCheck("/-/ready")
            .WithUrlForEndpoint("http", url => url.DisplayText = "Prometheus");

        builder.AddContainer("grafana", "grafana/grafana", "13.2.3")
            .WithEnvironment("PROMETHEUS_URL", prometheus.GetEndpoint("http"))
            .WithEnvironment("GF_AUTH_ANONYMOUS_ENABLED", "true")
            .WithEnvironment("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH", "/var/lib/grafana/dashboards/flow.json")
            .WithBindMount($"{Files}/grafana/provisioning", "/etc/grafana/provisioning", isReadOnly: true)
            .WithBindMount($"{Files}/grafana/dashboards", "/var/lib/grafana/dashboards", isReadOnly: true)
            .WithHttpEndpoint(port: 3000, targetPort: 3000, name: "http")
            .WithHttpHealthCheck("/api/health")
            .WithUrlForEndpoint("http", url => url.DisplayText = "Grafana");
        return switches.Volumes is "" ? prometheus : prometheus.WithVolume($"{switches.Volumes}-prometheus", "/prometheus");
    }

    /// <summary>Sends a service's metrics to Prometheus too. Traces, logs and, as well, metrics go to the dashboard.</summary>
    public static IResourceBuilder<ProjectResource> WithMetricsTo(this IResourceBuilder<ProjectResource> service, IResourceBuilder<ContainerResource>? prometheus) =>
        prometheus is null ? service : service.WithEnvironment("Telemetry__Prometheus", $"{prometheus.GetEndpoint("http")}/api/v1/otlp/v1/metrics");
}
