using CqrsPrototype.Drill.Processes;

namespace CqrsPrototype.Drill.Publishing;

/// <summary>Publishes the services, as somebody who deploys them would.</summary>
internal static class Publisher
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Publishes all services in release; what has not changed since the last time is not built again.</summary>
    /// <param name="repository">The root of the repository.</param>
    /// <param name="output">The directory that everything goes to, intermediate files included, so that no other build is disturbed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The directory of each project's program.</returns>
    /// <exception cref="InvalidOperationException">It does not build; the message says where that is written.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> PublishAsync(string repository, string output, CancellationToken cancellationToken)
    {
        foreach (var role in ServiceRole.All)
        {
            await PublishProjectAsync(Path.Combine(repository, role.Project), output, cancellationToken);
        }

        return In(output);
    }

    /// <summary>What was published to a directory.</summary>
    public static IReadOnlyDictionary<string, string> In(string output) =>
        ServiceRole.All.ToDictionary(role => role.Project, role => DirectoryOf(role.Project, output));

    /// <summary>The root of the repository that a directory is in.</summary>
    /// <returns><see langword="null"/> if it is in none.</returns>
    public static string? RepositoryOf(string directory)
    {
        var root = new DirectoryInfo(directory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "CqrsPrototype.sln")))
        {
            root = root.Parent;
        }

        return root?.FullName;
    }

    /// <summary>Publishes one project in release.</summary>
    /// <param name="project">Its directory, which is named after it.</param>
    /// <param name="output">The directory that everything goes to.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The directory of its program.</returns>
    /// <exception cref="InvalidOperationException">It does not build; the message says where that is written.</exception>
    public static async Task<string> PublishProjectAsync(string project, string output, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(output);
        var log = Path.Combine(output, "publish.log");
        var environment = new Dictionary<string, string> { ["AspirePackages"] = "false", ["DOTNET_NOLOGO"] = "1", ["MSBUILDDISABLENODEREUSE"] = "1" };
        using var publish = ChildProcess.Start(
            "dotnet", ["publish", project, "--configuration", "Release", "--artifacts-path", output, "--verbosity", "quiet", "-p:RunAnalyzers=false"], environment, log);
        await publish.WaitAsync(Limit, cancellationToken);
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"{project} cannot be published: see {log}");
        }

        return DirectoryOf(Path.GetFileName(project), output);
    }

    private static string DirectoryOf(string project, string output) => Path.Combine(output, "publish", project, "release");
}
