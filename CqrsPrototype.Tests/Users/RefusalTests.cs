using CqrsPrototype.Users;
using CqrsPrototype.Users.Domain;

namespace CqrsPrototype.Tests.Users;

public sealed class RefusalTests
{
    [Fact]
    public void Every_refusal_has_its_problem()
    {
        foreach (var refusal in Enum.GetValues<UserRefusal>())
        {
            UserProblems.All.Should().Contain(UserProblems.For(refusal).Type);
        }
    }
}
