using CqrsPrototype.Users.Http;
using Microsoft.Extensions.Primitives;

namespace CqrsPrototype.Tests.Users.Http;

public sealed class HeaderTests
{
    [Theory]
    [InlineData("abc", "abc")]
    [InlineData(" abc ", "abc")]
    [InlineData("\"abc\"", "abc")]
    [InlineData("\"a\\\"b\\\\c\"", "a\"b\\c")]
    [InlineData("a\"b", "a\"b")]
    public void A_key_is_the_same_bare_or_as_a_quoted_string(string header, string key)
    {
        IdempotencyKeyHeader.TryParse(header, out var parsed).Should().BeTrue();
        parsed.Should().Be(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("\"a b\"")]
    [InlineData("\"a")]
    [InlineData("\"a\"x")]
    [InlineData("\"a\\x\"")]
    [InlineData("\"a\\")]
    [InlineData("é")]
    public void Anything_else_is_no_key(string header) => IdempotencyKeyHeader.TryParse(header, out _).Should().BeFalse();

    [Fact]
    public void Two_keys_are_no_key() => IdempotencyKeyHeader.TryParse(new StringValues(["a", "b"]), out _).Should().BeFalse();

    [Theory]
    [InlineData("wait=7", 7)]
    [InlineData("wait=0", 0)]
    [InlineData("wait=31", 30)]
    [InlineData("wait=99999999999999999999", 30)]
    [InlineData("WAIT = 7", 7)]
    [InlineData("return=minimal, wait=\"3\"; x=y, wait=9", 3)]
    [InlineData("wait", null)]
    [InlineData("wait=soon", null)]
    [InlineData("wait=-1", null)]
    [InlineData("", null)]
    public void The_preference_to_wait_is_read_and_what_is_malformed_is_ignored(string header, int? seconds) =>
        PreferWait.Parse(header).Should().Be(seconds);
}
