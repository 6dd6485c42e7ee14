using CqrsPrototype.ServiceDefaults.Starting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace CqrsPrototype.Tests.ServiceDefaults;

/// <summary>Settings are given here as arguments; the environment has them as <c>ASPNETCORE_URLS</c> and so on.</summary>
public sealed class HostSettingsTests
{
    [Theory]
    [InlineData("--http_ports=", "http://localhost:8000")]
    [InlineData("--urls=http://*:5000", "http://*:5000")]
    [InlineData("--http_ports=5000", null)]
    [InlineData("--https_ports=5000", null)]
    public void The_default_port_is_on_loopback_and_holds_where_nothing_else_is_said(string given, string? urls)
    {
        var builder = Builder(given);

        builder.UseDefaultPort(8000);

        builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey).Should().Be(urls);
    }

    [Theory]
    [InlineData("--ConnectionStrings:messaging=", "not set")]
    [InlineData("--ConnectionStrings:messaging=localhost:5672", "no address")]
    [InlineData("--ConnectionStrings:messaging=http://localhost", "no address")]
    public void A_connection_string_that_is_missing_or_none_is_said_by_the_name_of_its_setting(string given, string problem) =>
        FluentActions.Invoking(() => Builder(given).RequireConnectionString("messaging", "amqp://localhost:5672")).Should().Throw<StartException>()
            .WithMessage($"ConnectionStrings__messaging is {problem}*amqp://localhost:5672*");

    [Theory]
    [InlineData("amqp://localhost:5672")]
    [InlineData("amqps://user:secret@broker/host")]
    public void A_connection_string_of_its_scheme_is_taken(string given) =>
        FluentActions.Invoking(() => Builder($"--ConnectionStrings:messaging={given}").RequireConnectionString("messaging", "amqp://localhost:5672")).Should().NotThrow();

    private static WebApplicationBuilder Builder(string setting) => WebApplication.CreateSlimBuilder([setting]);
}
