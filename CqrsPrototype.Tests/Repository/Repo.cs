using System.Runtime.CompilerServices;

namespace CqrsPrototype.Tests.Repository;

/// <summary>The files of the repository that these tests were built from.</summary>
internal static class Repo
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
