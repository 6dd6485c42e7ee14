namespace CqrsPrototype.Drill.Clients;

/// <summary>What a client was told when it read a user.</summary>
internal abstract record ReadAnswer
{
    private ReadAnswer()
    {
    }

    /// <summary>200.</summary>
    /// <param name="Version">The version in the ETag.</param>
    /// <param name="Body">The user.</param>
    public sealed record Found(long Version, string Body) : ReadAnswer;

    /// <summary>404.</summary>
    public sealed record NotFound : ReadAnswer;

    /// <summary>No answer, or 503: the version is not there yet, or the service is not.</summary>
    public sealed record Unavailable : ReadAnswer;

    /// <summary>An answer that the API never gives.</summary>
    /// <param name="What">The status and what came with it.</param>
    public sealed record Unexpected(string What) : ReadAnswer;
}
