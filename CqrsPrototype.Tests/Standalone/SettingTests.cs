using CqrsPrototype.ServiceDefaults.Starting;
using CqrsPrototype.Standalone;
using Microsoft.Extensions.Configuration;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>The settings of the standalone host.</summary>
public sealed class SettingTests
{
    [Fact]
    public void Without_settings_the_ports_are_8000_9000_and_8080_and_the_data_is_in_the_working_directory() =>
        From().Should().Be(new StandaloneOptions(8000, 9000, 8080, Path.GetFullPath("data"), null));

    [Theory]
    [InlineData("Ports:Command", "http")]
    [InlineData("Ports:Query", "0")]
    [InlineData("Ports:Gateway", "65536")]
    [InlineData("Ports:Gateway", "-1")]
    public void What_is_no_port_is_said_by_the_name_of_its_setting(string setting, string value) =>
        FluentActions.Invoking(() => From((setting, value))).Should().Throw<StartException>()
            .WithMessage($"{setting.Replace(":", "__", StringComparison.Ordinal)} is '{value}'*");

    [Fact]
    public async Task The_link_to_the_query_API_can_be_set()
    {
        await using var app = await StandaloneApplication.StartAsync("--Links:Query=https://queries.example/");

        (await app.CreateAsync("ada@computing.org")).Header("Location").Should().Be("https://queries.example/users/ada@computing.org?minVersion=1");
    }

    private static StandaloneOptions From(params (string Name, string Value)[] settings) => StandaloneOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, s => (string?)s.Value)).Build());
}
