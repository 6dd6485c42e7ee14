namespace CqrsPrototype.Drill.Clients;

/// <summary>What a command asks for.</summary>
internal enum CommandKind
{
    /// <summary><c>POST /users</c>.</summary>
    Create,

    /// <summary><c>PUT /users/{email}</c>.</summary>
    Update,

    /// <summary><c>DELETE /users/{email}</c>.</summary>
    Delete,
}
