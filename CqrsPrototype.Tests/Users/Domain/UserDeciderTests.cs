using CqrsPrototype.Users.Domain;

namespace CqrsPrototype.Tests.Users.Domain;

/// <summary>The rules of users: given what has happened, when something is asked, then this follows.</summary>
public sealed class UserDeciderTests
{
    private static readonly UserCreated Created = new("Ada@computing.org", "Ada");
    private static readonly UserUpdated Renamed = new("Ada@computing.org", "Ada King");
    private static readonly UserDeleted Deleted = new("Ada@computing.org");

    [Fact]
    public void A_user_that_does_not_exist_is_created() =>
        Given().When(Create("ada@computing.org", "Ada")).Then(new UserCreated("ada@computing.org", "Ada"));

    [Fact]
    public void A_user_that_exists_is_not_created_again() => Given(Created).When(Create("ada@computing.org", "Ada")).ThenRefused(UserRefusal.AlreadyExists);

    [Fact]
    public void A_deleted_user_is_created_again_in_the_new_spelling() =>
        Given(Created, Deleted).When(Create("ADA@computing.org", "Ada")).Then(new UserCreated("ADA@computing.org", "Ada"));

    [Fact]
    public void A_user_gets_another_name_and_keeps_the_spelling_of_the_address() => Given(Created).When(Update("Ada King")).Then(Renamed);

    [Fact]
    public void A_name_that_is_the_same_changes_nothing() => Given(Created, Renamed).When(Update("Ada King")).Then();

    [Fact]
    public void A_name_that_differs_in_case_is_another_one() =>
        Given(Created).When(Update("ada")).Then(new UserUpdated("Ada@computing.org", "ada"));

    [Fact]
    public void A_user_that_does_not_exist_gets_no_name() => Given().When(Update("Ada")).ThenRefused(UserRefusal.NotFound);

    [Fact]
    public void A_deleted_user_gets_no_name() => Given(Created, Deleted).When(Update("Ada")).ThenRefused(UserRefusal.NotFound);

    [Fact]
    public void A_user_is_deleted() => Given(Created, Renamed).When(new DeleteUser()).Then(Deleted);

    [Fact]
    public void A_user_that_does_not_exist_is_not_deleted() => Given().When(new DeleteUser()).ThenRefused(UserRefusal.NotFound);

    [Fact]
    public void A_deleted_user_is_not_deleted_again() => Given(Created, Deleted).When(new DeleteUser()).ThenRefused(UserRefusal.NotFound);

    [Fact]
    public void There_is_a_rule_for_every_command_in_every_state()
    {
        var states = new UserState[] { new UserState.Absent(), new UserState.Active("ada@computing.org", "Ada", default, default) };
        var commands = new UserCommand[] { Create("ada@computing.org", "Ada"), Update("Ada"), new DeleteUser() };
        states.Should().HaveCount(typeof(UserState).GetNestedTypes().Length);
        commands.Should().HaveCount(typeof(UserCommand).Assembly.GetTypes().Count(t => t.BaseType == typeof(UserCommand)));

        foreach (var (state, command) in states.SelectMany(_ => commands, (s, c) => (s, c)))
        {
            new UserDecider().Invoking(decider => decider.Decide(state, command)).Should().NotThrow();
        }
    }

    private static DeciderSpecification<UserCommand, UserEvent, UserState, UserRefusal> Given(params UserEvent[] events) => new(new UserDecider(), events);

    private static CreateUser Create(string email, string name) => new(EmailAddress.Parse(email, out _)!, UserName.Parse(name, out _)!);

    private static UpdateUser Update(string name) => new(UserName.Parse(name, out _)!);
}
