using CqrsPrototype.ServiceDefaults.Http;

namespace CqrsPrototype.Tests.ServiceDefaults.Http;

public sealed class PathSegmentTests
{
    [Theory]
    [InlineData("/users/ada@x", 0, "ada@x")]
    [InlineData("/users/ada@x/", 0, "ada@x")]
    [InlineData("/users/ada@x?a=/b", 0, "ada@x")]
    [InlineData("/users/ada@x/history", 1, "ada@x")]
    [InlineData("/users/ada@x/history/?x", 1, "ada@x")]
    [InlineData("http://host/users/ada%40x", 0, "ada%40x")]
    public void It_is_found_in_the_target_as_it_was_sent(string target, int segmentsBehind, string segment) =>
        PathSegment.Find(target, segmentsBehind).ToString().Should().Be(segment);

    [Theory]
    [InlineData("a%40b", "a@b")]
    [InlineData("a+b", "a+b")]
    [InlineData("a%2fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("%C3%A9", "é")]
    [InlineData("%F0%9F%98%80", "\U0001F600")]
    [InlineData("%", null)]
    [InlineData("a%4", null)]
    [InlineData("%4g", null)]
    [InlineData("%C3", null)]
    [InlineData("%ED%A0%80", null)]
    public void Percent_signs_are_decoded_once_and_strictly(string segment, string? text) => PathSegment.Decode(segment).Should().Be(text);
}
