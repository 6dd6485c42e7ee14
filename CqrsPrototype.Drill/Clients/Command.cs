namespace CqrsPrototype.Drill.Clients;

/// <summary>One wish of a client, however often it is sent.</summary>
/// <param name="Id">Sent as correlation id, so that the event that it leads to can be told from all others.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="Email">Whom it is about, in some spelling.</param>
/// <param name="Name">The name; <see langword="null"/> for a deletion.</param>
/// <param name="Key">The Idempotency-Key, if it has one. Only then it is ever sent again.</param>
/// <param name="IfMatch">The version that it must find, if it names one.</param>
internal sealed record Command(string Id, CommandKind Kind, string Email, string? Name = null, string? Key = null, long? IfMatch = null)
{
    /// <summary>The user, however the address is spelled.</summary>
    public string User => Email.ToLowerInvariant();
}
