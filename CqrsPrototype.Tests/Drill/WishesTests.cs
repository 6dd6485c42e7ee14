using CqrsPrototype.Drill.Clients;

namespace CqrsPrototype.Tests.Drill;

/// <summary>What clients want is drawn from the seed alone, and covers all that the checker looks at.</summary>
public sealed class WishesTests
{
    [Fact]
    public void The_same_seed_wants_the_same() => Draw(1).Should().Equal(Draw(1));

    [Fact]
    public void Among_a_thousand_wishes_there_is_every_kind_with_and_without_key_and_condition_and_in_both_spellings()
    {
        var commands = Draw(1);

        commands.Select(command => command.Kind).Distinct().Should().HaveCount(3);
        commands.Should().Contain(command => command.Key == null).And.Contain(command => command.Key != null);
        commands.Should().Contain(command => command.IfMatch == 7).And.Contain(command => command.Kind != CommandKind.Create && command.IfMatch == null);
        commands.Should().Contain(command => command.Email != command.User).And.Contain(command => command.Email == command.User);
        commands.Where(command => command.Key is not null).Should().OnlyHaveUniqueItems(command => command.Key);
        commands.Should().OnlyHaveUniqueItems(command => command.Id);
    }

    private static List<Command> Draw(int seed)
    {
        var wishes = new Wishes(new Random(seed), "client", users: 20);
        return
        [
            .. Enumerable.Range(0, 1000).Select(_ =>
            {
                var command = wishes.NextCommand();
                wishes.Learn(command.User, 7);
                return command;
            }),
        ];
    }
}
