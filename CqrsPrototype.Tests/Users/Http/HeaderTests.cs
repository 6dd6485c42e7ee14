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
    [InlineData("wait=99999999999999999999", null)]
    [InlineData("WAIT = 7", 7)]
    [InlineData("return=minimal, wait=\"3\"; x=y, wait=9", 3)]
    [InlineData("wait", null)]
    [InlineData("wait=soon", null)]
    [InlineData("wait=-1", null)]
    [InlineData("", null)]
    public void The_preference_to_wait_is_read_and_what_is_malformed_is_ignored(string header, int? seconds) =>
        PreferWait.Parse(header).Should().Be(seconds);

    [Theory]
    [InlineData("/users/ada@x", 0, "ada@x")]
    [InlineData("/users/ada@x/", 0, "ada@x")]
    [InlineData("/users/ada@x?a=/b", 0, "ada@x")]
    [InlineData("/users/ada@x/history", 1, "ada@x")]
    [InlineData("/users/ada@x/history/?x", 1, "ada@x")]
    [InlineData("http://host/users/ada%40x", 0, "ada%40x")]
    public void The_address_is_found_in_the_target_as_it_was_sent(string target, int segmentsBehind, string segment) =>
        AddressInPath.Segment(target, segmentsBehind).ToString().Should().Be(segment);

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
    public void Percent_signs_are_decoded_once_and_strictly(string segment, string? text) => AddressInPath.Decode(segment).Should().Be(text);

    [Theory]
    [InlineData("ada@computing.org")]
    [InlineData("é\U0001F600@x")]
    public void A_cursor_is_url_safe_and_read_back(string sortKey)
    {
        var cursor = Cursor.Write(sortKey);

        Uri.EscapeDataString(cursor).Should().Be(cursor);
        Cursor.Read(cursor).Should().Be(sortKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("+/")]
    [InlineData("_w")]
    public void What_is_no_cursor_is_not_read(string cursor) => Cursor.Read(cursor).Should().BeNull();
}
