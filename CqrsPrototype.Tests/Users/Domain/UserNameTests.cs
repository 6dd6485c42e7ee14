using CqrsPrototype.Users.Domain;

namespace CqrsPrototype.Tests.Users.Domain;

public sealed class UserNameTests
{
    [Theory]
    [InlineData("Ada", "Ada")]
    [InlineData("  Ada  Lovelace ", "Ada  Lovelace")]
    [InlineData("愛\u200d達", "愛\u200d達")]
    public void A_name_is_trimmed(string text, string name)
    {
        UserName.Parse(text, out var problem)!.Value.Should().Be(name);
        problem.Should().BeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("A\u0001da")]
    [InlineData("A\nda")]
    [InlineData("A\u0085da")]
    public void What_is_no_name_is_refused_with_a_reason(string? text)
    {
        UserName.Parse(text, out var problem).Should().BeNull();
        problem.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public void What_has_no_normal_form_is_no_text()
    {
        UserName.Parse("A\ufffeda", out var problem).Should().BeNull();
        problem.Should().Contain("Unicode");
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_no_text()
    {
        UserName.Parse("A\ud800da", out var problem).Should().BeNull();
        problem.Should().Contain("Unicode");
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void A_name_has_at_most_200_characters(int length, bool isName) =>
        new[] { "a", "é", "\U0001F600" }.Should().OnlyContain(character => (Parse(character, length) != null) == isName);

    private static UserName? Parse(string character, int times) => UserName.Parse(string.Concat(Enumerable.Repeat(character, times)), out _);
}
