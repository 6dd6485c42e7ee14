using CqrsPrototype.ServiceDefaults.Http;

namespace CqrsPrototype.Tests.ServiceDefaults.Http;

public sealed class CursorTests
{
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
