using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.Users.Domain;

namespace CqrsPrototype.Tests.Properties;

/// <summary>What users do, in a few lines and without events: the real thing must answer the same.</summary>
internal sealed class UserModel
{
    private readonly Dictionary<string, (string? Name, long Version)> _users = [];
    private readonly Dictionary<string, (string Request, string Answer)> _keys = [];

    /// <summary>What the next command is answered with.</summary>
    public string Handle(UserRequest request)
    {
        var (name, version) = _users.GetValueOrDefault(request.Email);
        if (request.Key is not null && _keys.TryGetValue(request.Key, out var first))
        {
            return first.Request == request.Fingerprint ? $"{first.Answer} again" : "key reused";
        }

        if (request.ExpectedVersion is { } expected && (name is null || expected != version))
        {
            return $"precondition failed at {version}";
        }

        switch (request.Command, name)
        {
            case (CreateUser, not null):
                return $"refused: {UserRefusal.AlreadyExists}";
            case (UpdateUser or DeleteUser, null):
                return $"refused: {UserRefusal.NotFound}";
            case (UpdateUser update, _) when update.Name.Value == name:
                return $"unchanged: {name} at {version}";
        }

        var after = request.Command switch
        {
            CreateUser create => create.Name.Value,
            UpdateUser update => update.Name.Value,
            _ => null,
        };
        _users[request.Email] = (after, version + 1);
        var answer = $"accepted: {after} at {version + 1}";
        if (request.Key is not null)
        {
            _keys.Add(request.Key, (request.Fingerprint, answer));
        }

        return answer;
    }

    /// <summary>The users that there are now.</summary>
    public IReadOnlyDictionary<string, string> Names => _users.Where(u => u.Value.Name is not null).ToDictionary(u => u.Key, u => u.Value.Name!);

    /// <summary>A real answer in the words of the model.</summary>
    public static string Describe(CommandResult<UserState, UserRefusal> result) => result switch
    {
        CommandResult<UserState, UserRefusal>.Accepted a => $"accepted: {NameIn(a.State)} at {a.Version}{(a.Replayed ? " again" : "")}",
        CommandResult<UserState, UserRefusal>.Unchanged u => $"unchanged: {NameIn(u.State)} at {u.Version}",
        CommandResult<UserState, UserRefusal>.Refused r => $"refused: {r.Refusal}",
        CommandResult<UserState, UserRefusal>.PreconditionFailed p => $"precondition failed at {p.Version}",
        CommandResult<UserState, UserRefusal>.KeyReused => "key reused",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string? NameIn(UserState state) => (state as UserState.Active)?.Name;
}
