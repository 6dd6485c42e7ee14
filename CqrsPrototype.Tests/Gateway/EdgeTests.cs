using System.Net;
using CqrsPrototype.Gateway;
using CqrsPrototype.Gateway.Limits;
using CqrsPrototype.Gateway.Routing;
using CqrsPrototype.ServiceDefaults.Starting;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Tests.Gateway;

/// <summary>What the gateway turns away, and what it does not start with.</summary>
public sealed class EdgeTests
{
    [Fact]
    public async Task Who_sends_too_much_is_told_when_to_come_back_and_the_health_of_the_gateway_is_always_told()
    {
        await using var upstream = await Upstream.StartAsync(http => http.Response.WriteAsync("answer"));
        await using var gateway = await GatewayApplication.StartAsync(
            GatewayApplication.Replicas("queryapi", upstream.Port), ["--RateLimit:PerSecond=1", "--RateLimit:Burst=3"]);

        // On a busy machine it takes a while to send more than one in a second.
        var answers = new List<HttpResponseMessage>();
        await Eventually.Until("it is too much", async () =>
        {
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => gateway.GetAsync("/users"))));
            return answers.Any(answer => answer.StatusCode != HttpStatusCode.OK);
        });

        answers.Should().Contain(answer => answer.StatusCode == HttpStatusCode.OK);
        var refused = answers.First(answer => answer.StatusCode != HttpStatusCode.OK);
        await refused.ShouldBeProblemAsync("overloaded", 429);
        int.Parse(refused.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture).Should().BeGreaterThan(0);
        upstream.Targets.Should().HaveCount(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        (await gateway.GetAsync("/alive")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await gateway.GetAsync("/health")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(EdgeLimits.MaxBodyBytes, 200)]
    [InlineData(EdgeLimits.MaxBodyBytes + 1, 413)]
    public async Task A_body_has_16_KiB_at_most(int bytes, int status)
    {
        await using var upstream = await Upstream.StartAsync(async http => await http.Request.Body.CopyToAsync(Stream.Null));
        await using var gateway = await GatewayApplication.StartAsync(GatewayApplication.Replicas("commandapi", upstream.Port));

        var response = await gateway.SendAsync(HttpMethod.Post, "/users", new string('x', bytes));

        ((int)response.StatusCode).Should().Be(status);
        if (status != 200)
        {
            await response.ShouldBeProblemAsync("too-large", 413);
        }
    }

    [Theory]
    [InlineData("--services:commandapi:http:0=nowhere", "services__commandapi__http__0")]
    [InlineData("--services:queryapi:http:1=http://localhost:9000/users", "services__queryapi__http__1")]
    [InlineData("--RateLimit:PerSecond=0", "RateLimit__PerSecond")]
    [InlineData("--RateLimit:Burst=many", "RateLimit__Burst")]
    public void A_setting_that_cannot_be_used_is_named(string setting, string name) =>
        FluentActions.Invoking(() => GatewayHost.Create([setting])).Should().Throw<StartException>().WithMessage($"{name} is *");

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    public void All_addresses_of_a_subscriber_count_as_one_client(string address, string key) =>
        ClientKey.Of(IPAddress.Parse(address)).Should().Be(key);

    [Theory]
    [InlineData("http://localhost:9000/users/a@b.c?minVersion=1", "/users/a@b.c?minVersion=1")]
    [InlineData("/users/a@b.c", "/users/a@b.c")]
    [InlineData("https://queries.example", "/")]
    public void A_link_loses_its_origin_and_nothing_else(string location, string path) => OnTheWay.PathOf(location).Should().Be(path);
}
