namespace CqrsPrototype.Users.Domain;

/// <summary>Why a command on a user may be refused.</summary>
public enum UserRefusal
{
    /// <summary>A user with that address is there already.</summary>
    AlreadyExists,

    /// <summary>There is no user with that address.</summary>
    NotFound,
}
