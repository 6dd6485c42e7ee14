using CqrsPrototype.ServiceDefaults.Api;

namespace CqrsPrototype.Users.Api;

/// <summary>The OpenAPI documents of both APIs.</summary>
public static class UserApiDocuments
{
    /// <summary>The command API.</summary>
    public static ApiDocument Commands { get; } = new("commands", "Commands", typeof(UserApiDocuments).Assembly);

    /// <summary>The query API.</summary>
    public static ApiDocument Queries { get; } = new("queries", "Queries", typeof(UserApiDocuments).Assembly);
}
