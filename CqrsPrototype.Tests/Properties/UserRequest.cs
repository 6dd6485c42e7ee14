using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Users.Domain;
using CsCheck;

namespace CqrsPrototype.Tests.Properties;

/// <summary>One request of a random sequence, out of few users, names, keys and versions, so that they meet.</summary>
internal sealed record UserRequest(string Email, UserCommand Command, string? Key, long? ExpectedVersion)
{
    public static Gen<UserRequest> Any { get; } =
        from user in Gen.Int[1, 3]
        from kind in Gen.Int[0, 4]
        from name in Gen.Int[1, 3]
        from key in Gen.Int[0, 12]
        from expected in Gen.Int[-8, 6]
        let email = $"user{user}@x"
        select new UserRequest(email, CommandOf(kind, email, $"Name {name}"), key is > 0 and < 5 ? $"key{key}" : null, expected >= 0 ? expected : null);

    public string Fingerprint => $"{Email} {Command} {ExpectedVersion}";

    public CommandContext<UserState> Context => new()
    {
        Key = Key is null ? null : new IdempotencyKey(Key, Fingerprint),
        Precondition = ExpectedVersion is { } expected ? (state, version) => state is UserState.Active && version.Value == expected : null,
    };

    private static UserCommand CommandOf(int kind, string email, string name) => kind switch
    {
        0 or 1 => new CreateUser(EmailAddress.Parse(email, out _)!, UserName.Parse(name, out _)!),
        2 or 3 => new UpdateUser(UserName.Parse(name, out _)!),
        _ => new DeleteUser(),
    };
}
