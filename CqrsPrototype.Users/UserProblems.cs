using CqrsPrototype.ServiceDefaults.Problems;
using CqrsPrototype.Users.Domain;

namespace CqrsPrototype.Users;

/// <summary>What can go wrong with users, beside what can go wrong with any request.</summary>
public static class UserProblems
{
    /// <summary>There is no such user.</summary>
    public static ProblemType NotFound { get; } = new(
        "user-not-found", 404, "There is no such user.",
        "No user has that e-mail address, or the user was deleted, or did not exist yet at the version that was asked for.");

    /// <summary>There is one already.</summary>
    public static ProblemType Exists { get; } = new(
        "user-exists", 409, "The user exists already.",
        "An e-mail address identifies one user, and this one is taken. Change the user with PUT, or delete it first.");

    /// <summary>The condition of If-Match does not hold.</summary>
    public static ProblemType VersionMismatch { get; } = new(
        "version-mismatch", 412, "The user has another version.",
        "The user was changed since you read it, or does not exist. 'currentVersion' is the version now: read the user again, decide again, and send the new ETag in If-Match.");

    /// <summary>The key was used for something else.</summary>
    public static ProblemType KeyReused { get; } = new(
        "key-reused", 422, "The Idempotency-Key belongs to another request.",
        "A key names one request for ever. This one was used with another method, address, body or If-Match. Make a new key for a new request.");

    /// <summary>The read model is not there yet.</summary>
    public static ProblemType ReadModelBehind { get; } = new(
        "read-model-behind", 503, "The read model is behind.",
        "The version that was asked for with minVersion is not in the read model yet. 'currentVersion' is the one that is. Ask again after the time that Retry-After names, or wait longer with 'Prefer: wait=30'.");

    /// <summary>The read model of one user was changed by hand.</summary>
    public static ProblemType ReadModelDamaged { get; } = new(
        "read-model-damaged", 500, "The read model of this user is damaged.",
        "What the read model holds of this user was changed by hand and cannot be read. Nothing is lost: the events are there, and the user's history shows them. An operator must put the view right; the service has logged what is wrong with it.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProblemType> All { get; } = [NotFound, Exists, VersionMismatch, KeyReused, ReadModelBehind, ReadModelDamaged];

    /// <summary>The problem that a refusal is answered with.</summary>
    internal static ProblemResult For(UserRefusal refusal) => refusal switch
    {
        UserRefusal.AlreadyExists => new ProblemResult(Exists, "A user with this e-mail address exists already."),
        UserRefusal.NotFound => new ProblemResult(NotFound, "There is no user with this e-mail address."),
        _ => throw new System.Diagnostics.UnreachableException($"No problem for {refusal}."),
    };

    internal static ProblemResult Missing() => For(UserRefusal.NotFound);

    internal static ProblemResult Mismatch(long version) =>
        new(VersionMismatch, "If-Match does not name the version that the user has.") { CurrentVersion = version };

    internal static ProblemResult Reused() => new(KeyReused, "This Idempotency-Key was used for another request.");

    internal static ProblemResult Behind(long version) =>
        new(ReadModelBehind, "The read model does not contain that version yet.") { CurrentVersion = version, RetryAfterSeconds = 1 };

    internal static ProblemResult Invalid(string detail) => new(ProblemTypes.InvalidRequest, detail);
}
