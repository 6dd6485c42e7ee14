namespace CqrsPrototype.Drill.Clients;

/// <summary>What a client was told about its command.</summary>
internal abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>200, 201 or 204.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Version">The version in the ETag.</param>
    /// <param name="Body">The user; empty for a deletion.</param>
    /// <param name="Replayed">Whether it is the answer to an earlier attempt.</param>
    public sealed record Accepted(int Status, long Version, string Body, bool Replayed) : Answer;

    /// <summary>404, 409, 412 or 422.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="CurrentVersion">The version that the user has, where the answer names it.</param>
    public sealed record Refused(int Status, long? CurrentVersion) : Answer;

    /// <summary>No answer, or 429 or 503: the command may have had its effect, or have it later.</summary>
    public sealed record Unknown : Answer;

    /// <summary>An answer that the API never gives.</summary>
    /// <param name="What">The status and what came with it.</param>
    public sealed record Unexpected(string What) : Answer;
}
