namespace CqrsPrototype.ServiceDefaults.Problems;

/// <summary>A kind of problem (RFC 9457): what a client can rely on, and what its page tells a person.</summary>
/// <param name="Name">Lower-case words with hyphens; its type is <c>/problems/name</c>.</param>
/// <param name="Status">The HTTP status that goes with it.</param>
/// <param name="Title">A short summary that does not change from occurrence to occurrence.</param>
/// <param name="Explanation">For people: what it means, and what to do.</param>
public sealed record ProblemType(string Name, int Status, string Title, string Explanation)
{
    /// <summary>The type as it stands in a problem document: a path on the origin that answered.</summary>
    public string Uri { get; } = $"/problems/{Name}";
}
