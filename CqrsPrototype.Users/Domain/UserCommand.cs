namespace CqrsPrototype.Users.Domain;

/// <summary>What can be asked of a user.</summary>
public abstract record UserCommand;

/// <summary>Create a user that does not exist.</summary>
/// <param name="Email">Identifies the user.</param>
/// <param name="Name">The name.</param>
public sealed record CreateUser(EmailAddress Email, UserName Name) : UserCommand;

/// <summary>Give a user another name.</summary>
/// <param name="Name">The new name.</param>
public sealed record UpdateUser(UserName Name) : UserCommand;

/// <summary>Delete a user.</summary>
public sealed record DeleteUser : UserCommand;
