using CqrsPrototype.Drill.Publishing;

namespace CqrsPrototype.Benchmarks.Processes;

/// <summary>The services, published in release as somebody who deploys them would, once in a run and before anything is measured.</summary>
/// <remarks>Nothing here references them: they need Aspire's packages, or a stand-in, which a benchmark of the embedded product does not.</remarks>
internal sealed class ServicePrograms
{
    public const string CommandApi = "CqrsPrototype.CommandApi";
    public const string QueryApi = "CqrsPrototype.QueryApi";
    public const string Projector = "CqrsPrototype.Projector";

    private readonly IReadOnlyDictionary<string, string> _directories;

    private ServicePrograms(IReadOnlyDictionary<string, string> directories) => _directories = directories;

    /// <exception cref="InvalidOperationException">They cannot be built.</exception>
    public static async Task<ServicePrograms> PublishAsync(CancellationToken cancellationToken) =>
        new(await Publisher.PublishAsync(Repository, Path.Combine(Repository, "artifacts", "services"), cancellationToken));

    /// <summary>The root of the repository that this program was built in.</summary>
    public static string Repository { get; } = Publisher.RepositoryOf(AppContext.BaseDirectory)
        ?? throw new InvalidOperationException("What is measured on servers is published from the repository: run the benchmarks inside of it.");

    /// <summary>The path of a program.</summary>
    public string PathOf(string service) => Path.Combine(_directories[service], service);
}
