using System.Globalization;
using CqrsPrototype.Gateway.Routing;
using CqrsPrototype.Tests.Repository;
using Json.Schema;
using k8s.Models;

namespace CqrsPrototype.Tests.Deploying;

/// <summary>The Helm chart: what it renders is valid, safe and scales.</summary>
public sealed class ChartTests
{
    private static readonly string[] OwnServers = ["rabbitmq.existingSecret=broker", "mongodb.existingSecret=database"];

    private static readonly string[] Everything =
    [
        "rabbitmq.enabled=true", "mongodb.enabled=true", "keda.enabled=true", "keda.prometheus=http://prometheus:9090", "telemetry.otlp=http://collector:4317",
        "telemetry.metrics=http://prometheus:9090/api/v1/otlp/v1/metrics", "ingress.enabled=true", "ingress.host=users.example", "ingress.tlsSecret=tls",
    ];

    [Fact]
    public async Task Helm_finds_nothing_wrong_with_the_chart() => (await Helm.LintAsync(Everything)).Should().Contain("0 chart(s) failed");

    [Fact]
    public async Task Kubernetes_knows_everything_that_is_rendered()
    {
        var manifests = await Manifests.RenderAsync(Everything);

        manifests.Pods.Keys.Should().BeEquivalentTo("commandapi", "queryapi", "projector", "gateway", "rabbitmq", "mongodb");
        manifests.Of<V1Service>().Should().HaveCount(6);
        manifests.Of<V1PodDisruptionBudget>().Should().HaveCount(4);
        manifests.Of<V2HorizontalPodAutoscaler>().Should().HaveCount(2);
        manifests.Of<V1Ingress>().Should().ContainSingle();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_gateway_believes_what_it_is_told_of_clients_only_behind_an_ingress(bool isBehind)
    {
        var manifests = await Manifests.RenderAsync([.. OwnServers, $"ingress.enabled={(isBehind ? "true" : "false")}", "ingress.host=users.example"]);

        manifests.Pods["gateway"].Spec.Containers.Single().Env.Any(variable => variable is { Name: "ASPNETCORE_FORWARDEDHEADERS_ENABLED", Value: "true" })
            .Should().Be(isBehind);
    }

    [Fact]
    public async Task KEDA_knows_what_is_rendered_for_it()
    {
        var schema = JsonSchema.FromText(Repo.Read("CqrsPrototype.Tests", "Deploying", "keda.schema.json"));
        var manifests = await Manifests.RenderAsync(Everything);

        manifests.KedaObjects.Select(o => (string)o["kind"]!).Should().BeEquivalentTo("TriggerAuthentication", "ScaledObject");
        manifests.KedaObjects.Should().OnlyContain(o => schema.Evaluate(o, null).IsValid);
    }

    [Fact]
    public async Task No_pod_runs_as_root_writes_to_its_image_or_has_a_token_of_the_cluster()
    {
        foreach (var pod in (await Manifests.RenderAsync(Everything)).Pods.Values)
        {
            pod.Spec.AutomountServiceAccountToken.Should().BeFalse();
            pod.Spec.ServiceAccountName.Should().NotBeNullOrEmpty();
            pod.Spec.SecurityContext.RunAsNonRoot.Should().BeTrue();
            pod.Spec.SecurityContext.RunAsUser.Should().BeGreaterThan(0);
            pod.Spec.SecurityContext.SeccompProfile.Type.Should().Be("RuntimeDefault");
            var container = pod.Spec.Containers.Single();
            container.SecurityContext.ReadOnlyRootFilesystem.Should().BeTrue();
            container.SecurityContext.AllowPrivilegeEscalation.Should().BeFalse();
            container.SecurityContext.Capabilities.Drop.Should().Equal("ALL");
        }
    }

    [Fact]
    public async Task Every_pod_asks_for_what_it_needs_and_says_how_it_is()
    {
        foreach (var container in (await Manifests.RenderAsync(Everything)).Pods.Values.Select(pod => pod.Spec.Containers.Single()))
        {
            container.Resources.Requests.Keys.Should().BeEquivalentTo("cpu", "memory");
            container.Resources.Limits.Keys.Should().BeEquivalentTo("memory");
            container.ReadinessProbe.Should().NotBeNull();
            container.LivenessProbe.Should().NotBeNull();
            container.LivenessProbe.HttpGet?.Path.Should().Be("/alive", "a server that is away must make nobody start again");
            container.Image.Should().MatchRegex(":[0-9]", "images are pinned");
        }
    }

    [Fact]
    public async Task What_an_autoscaler_counts_nothing_else_does()
    {
        var manifests = await Manifests.RenderAsync(Everything);

        foreach (var deployment in manifests.Of<V1Deployment>())
        {
            deployment.Spec.Replicas.HasValue.Should().Be(deployment.Metadata.Name == "demo-gateway", deployment.Metadata.Name);
        }

        (await Manifests.RenderAsync(OwnServers)).Of<V1Deployment>().Single(d => d.Metadata.Name == "demo-projector").Spec.Replicas
            .Should().Be(2, "without KEDA the number is fixed");
    }

    [Fact]
    public async Task The_APIs_scale_by_CPU_between_bounds_and_come_down_slowly()
    {
        foreach (var scaler in (await Manifests.RenderAsync(OwnServers)).Of<V2HorizontalPodAutoscaler>())
        {
            scaler.Spec.MinReplicas.Should().Be(2);
            scaler.Spec.MaxReplicas.Should().BeGreaterThan(2);
            scaler.Spec.Metrics.Single().Resource.Target.AverageUtilization.Should().BeInRange(1, 100);
            scaler.Spec.Behavior.ScaleDown.StabilizationWindowSeconds.Should().Be(300);
        }
    }

    [Fact]
    public async Task The_projector_scales_by_its_queue_and_by_the_lag_that_Prometheus_knows()
    {
        var scaled = (await Manifests.RenderAsync(Everything)).KedaObjects.Single(o => (string)o["kind"]! == "ScaledObject")["spec"]!;
        var triggers = scaled["triggers"]!.AsArray();

        ((int)scaled["minReplicaCount"]!).Should().BeGreaterThan(0, "the views go on while nothing waits");
        ((string)triggers[0]!["metadata"]!["queueName"]!).Should().Be("projector.users");
        var query = (string)triggers[1]!["metadata"]!["query"]!;
        query.Should().Contain("cqrs_projection_lag_seconds");
        Repo.Read("monitoring", "prometheus", "rules", "flow.yml").Should().Contain("last_over_time(cqrs_projection_lag_seconds[1m])", "it is what the alerts look at");
    }

    [Fact]
    public async Task Passwords_are_in_no_file_but_made_anew_for_each_installation()
    {
        var (first, second) = (Passwords(await Manifests.RenderAsync(Everything)), Passwords(await Manifests.RenderAsync(Everything)));

        first.Concat(second).Should().HaveCount(4).And.OnlyHaveUniqueItems().And.OnlyContain(password => password.Length == 32);
        (await Manifests.RenderAsync(OwnServers)).Of<V1Secret>().Should().BeEmpty();
    }

    [Theory]
    [InlineData("commandapi", "broker", "database")]
    [InlineData("queryapi", "broker", "database")]
    [InlineData("projector", "broker", "database")]
    public async Task Services_take_their_connection_strings_from_secrets(string service, string messaging, string mongodb)
    {
        var variables = (await Manifests.RenderAsync(OwnServers)).Pods[service].Spec.Containers.Single().Env.ToDictionary(v => v.Name, v => v.ValueFrom?.SecretKeyRef);

        variables["ConnectionStrings__messaging"]!.Name.Should().Be(messaging);
        variables["ConnectionStrings__mongodb"]!.Name.Should().Be(mongodb);
    }

    [Theory]
    [InlineData("rabbitmq")]
    [InlineData("mongodb")]
    public async Task Without_a_server_the_chart_says_what_to_set(string missing)
    {
        var other = OwnServers.Where(setting => !setting.StartsWith(missing, StringComparison.Ordinal));

        (await Helm.RefuseAsync([.. other])).Should().Contain($"Set {missing}.existingSecret");
    }

    [Fact]
    public async Task The_gateway_finds_each_service_at_a_port_that_its_pods_listen_on()
    {
        var manifests = await Manifests.RenderAsync(OwnServers);
        var addresses = manifests.Pods["gateway"].Spec.Containers.Single().Env.Where(v => v.Name.StartsWith("services__", StringComparison.Ordinal)).ToList();

        addresses.Select(v => v.Name).Should().BeEquivalentTo(Service.All.Select(service => $"services__{service.Name}__http__0"));
        foreach (var address in addresses.Select(v => new Uri(v.Value)))
        {
            var service = manifests.Of<V1Service>().Single(s => s.Metadata.Name == address.Host);
            service.Spec.Ports.Single().Port.Should().Be(address.Port);
            var pod = manifests.Pods.Values.Single(p => service.Spec.Selector.All(label => p.Metadata.Labels[label.Key] == label.Value));
            pod.Spec.Containers.Single().Ports.Single().ContainerPort.ToString(CultureInfo.InvariantCulture)
                .Should().Be(pod.Spec.Containers.Single().Env.Single(v => v.Name == "ASPNETCORE_HTTP_PORTS").Value);
        }
    }

    private static IEnumerable<string> Passwords(Manifests manifests) => manifests.Of<V1Secret>().Select(secret => secret.StringData["password"]);
}
