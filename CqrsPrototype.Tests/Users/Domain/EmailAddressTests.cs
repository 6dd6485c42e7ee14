using System.Text;
using CqrsPrototype.Users.Domain;
using CsCheck;

namespace CqrsPrototype.Tests.Users.Domain;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@computing.org", "ada@computing.org", "ada@computing.org")]
    [InlineData("  Ada@Computing.ORG\t", "Ada@Computing.ORG", "ada@computing.org")]
    [InlineData("RENÉ@x", "RENÉ@x", "rené@x")]
    [InlineData("rene\u0301@x", "rené@x", "rené@x")]
    [InlineData("a+b@x", "a+b@x", "a+b@x")]
    [InlineData("\U0001F600@x", "\U0001F600@x", "\U0001F600@x")]
    public void An_address_keeps_its_spelling_and_is_compared_in_lower_case_NFC(string text, string spelling, string normalized)
    {
        var email = EmailAddress.Parse(text, out var problem)!;

        problem.Should().BeNull();
        (email.Spelling, email.Normalized).Should().Be((spelling, normalized));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("ada")]
    [InlineData("@")]
    [InlineData("@x")]
    [InlineData("ada@")]
    [InlineData("a@b@c")]
    [InlineData("a b@c")]
    [InlineData("a\u00a0b@c")]
    [InlineData("a\u0000b@c")]
    [InlineData("a\u200bb@c")]
    [InlineData("a\ufeffb@c")]
    [InlineData("a/b@c")]
    [InlineData("a\\b@c")]
    public void What_is_no_address_is_refused_with_a_reason(string? text)
    {
        EmailAddress.Parse(text, out var problem).Should().BeNull();
        problem.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public void What_has_no_normal_form_is_no_text()
    {
        EmailAddress.Parse("a\ufffeb@c", out var problem).Should().BeNull();
        problem.Should().Contain("Unicode");
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_no_text()
    {
        EmailAddress.Parse("a\udfffb@c", out var problem).Should().BeNull();
        problem.Should().Contain("Unicode");
    }

    [Fact]
    public void Addresses_are_equal_when_they_are_the_same_user() =>
        EmailAddress.Parse("RENÉ@x", out _).Should().Be(EmailAddress.Parse("rene\u0301@X", out _));

    [Fact]
    public void Whatever_is_accepted_keeps_all_the_rules() =>
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char['a', 'e'], Gen.Const('@')), 0, 300].Sample(
            text =>
            {
                if (EmailAddress.Parse(text, out var problem) is not { } email)
                {
                    return problem is { Length: > 0 };
                }

                return email.Spelling.EnumerateRunes().Count() <= EmailAddress.MaxLength
                    && email.Spelling.IsNormalized(NormalizationForm.FormC)
                    && email.Spelling.Count(c => c == '@') == 1
                    && !email.Spelling.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '/' or '\\')
                    && EmailAddress.Parse(email.Spelling, out _) == email
                    && EmailAddress.Parse(email.Normalized, out _) is { } again && again.Normalized == email.Normalized;
            },
            iter: 2_000);
}
