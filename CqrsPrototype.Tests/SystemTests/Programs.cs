using CqrsPrototype.Drill.Publishing;
using CqrsPrototype.Tests.Repository;

namespace CqrsPrototype.Tests.SystemTests;

/// <summary>The three services, published once for all tests.</summary>
internal static class Programs
{
    private static readonly Lazy<Task<IReadOnlyDictionary<string, string>>> Published =
        new(() => Publisher.PublishAsync(Repo.Root, Path.Combine(Repo.Root, "artifacts", "services"), CancellationToken.None));

    /// <summary>The directory of each service's program, by its project.</summary>
    public static Task<IReadOnlyDictionary<string, string>> PublishAsync() => Published.Value.WaitAsync(TestContext.Current.CancellationToken);
}
