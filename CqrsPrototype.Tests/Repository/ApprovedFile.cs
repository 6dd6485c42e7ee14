namespace CqrsPrototype.Tests.Repository;

/// <summary>A text that others depend on, kept in <c>CqrsPrototype.Tests/Approved</c>: whoever changes it sees, and commits, the difference.</summary>
internal static class ApprovedFile
{
    /// <summary>Set to <c>true</c>, it takes what the code makes now as approved.</summary>
    public const string Accept = "APPROVE";

    private static readonly string Folder = Path.Combine(Repo.Root, "CqrsPrototype.Tests", "Approved");

    public static IEnumerable<string> Names(string pattern) => Directory.GetFiles(Folder, pattern).Select(path => Path.GetFileName(path));

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>The text is the approved one; else the test fails, and says how to approve it.</summary>
    public static void ShouldBe(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        text = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable(Accept) == "true")
        {
            File.WriteAllText(path, text);
        }

        var (approved, now) = ((File.Exists(path) ? File.ReadAllText(path) : "").Split('\n'), text.Split('\n'));
        Assert.True(approved.SequenceEqual(now), $"""
            {name} is not what was approved. Gone: {Lines(approved.Except(now))}
            New: {Lines(now.Except(approved))}
            If that is meant: {Accept}=true dotnet test --project CqrsPrototype.Tests -- --filter-class "*FormatTests", then read and commit the difference.
            """);
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Take(20).Select(line => $"\n  {line}"));
}
