using CqrsPrototype.Rabbit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CqrsPrototype.Tests.Rabbit;

public sealed class RabbitMessagingOptionsTests
{
    [Theory]
    [InlineData(null, 128)]
    [InlineData("", 128)]
    [InlineData("1", 1)]
    [InlineData("1000", 1000)]
    public void The_window_is_what_is_set(string? given, int window) => Read(given).PublishWindow.Should().Be(window);

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("-1")]
    [InlineData("many")]
    public void A_window_out_of_its_range_is_refused_by_the_name_of_its_setting(string given) =>
        FluentActions.Invoking(() => Read(given)).Should().Throw<OptionsValidationException>().WithMessage($"Messaging__PublishWindow is '{given}'*1 to 1000*");

    private static RabbitMessagingOptions Read(string? given) =>
        RabbitMessagingOptions.From(new ConfigurationBuilder().AddInMemoryCollection([new(RabbitMessagingOptions.PublishWindowSetting, given)]).Build());
}
