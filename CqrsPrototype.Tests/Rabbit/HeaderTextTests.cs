using CqrsPrototype.Rabbit.Parking;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>Whatever stands in a header, the message can be parked: it must not come back for ever.</summary>
public sealed class HeaderTextTests
{
    public static TheoryData<object> Strange =>
    [
        new List<object?> { double.NaN, double.PositiveInfinity, float.NaN }, new Dictionary<string, object?> { [""] = decimal.MaxValue }, Deep(2000),
    ];

    [Theory]
    [MemberData(nameof(Strange))]
    public void What_JSON_does_not_have_is_written_as_text_and_read_back(object value)
    {
        var (type, text) = HeaderText.Write(value);

        HeaderText.Read(type, text).Should().NotBeNull();
    }

    private static List<object?> Deep(int levels)
    {
        var list = new List<object?>();
        for (var i = 1; i < levels; i++)
        {
            list = [list];
        }

        return list;
    }
}
