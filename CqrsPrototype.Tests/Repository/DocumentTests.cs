using System.Text.RegularExpressions;

namespace CqrsPrototype.Tests.Repository;

/// <summary>Documents that would otherwise drift away from the code.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents =>
        [.. Directory.GetFiles(Repo.Root, "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repo.Root, path))
            .Where(path => !path.Split('/', '\\').Any(part => part is "bin" or "obj" or "artifacts"))];

    [Fact]
    public void Every_promise_names_tests_and_every_test_that_is_named_exists()
    {
        var names = NamesOfTests();
        var promises = Repo.Read("docs", "promises.md").Split("\n## ").Skip(1).ToList();

        promises.Should().HaveCount(8);
        foreach (var promise in promises)
        {
            var tests = TestName().Matches(promise).Select(m => m.Groups[1].Value).ToList();
            tests.Should().NotBeEmpty(promise);
            tests.Should().BeSubsetOf(names, promise);
        }
    }

    [Fact]
    public void Every_test_that_the_protocol_names_exists() =>
        TestName().Matches(Repo.Read("docs", "protocol.md")).Select(m => m.Groups[1].Value).Should().NotBeEmpty().And.BeSubsetOf(NamesOfTests());

    [Fact]
    public void No_two_decisions_have_the_same_number() =>
        Directory.GetFiles(Path.Combine(Repo.Root, "docs", "decisions")).Select(path => Path.GetFileName(path)[..4]).Should().OnlyHaveUniqueItems();

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_to_files_lead_somewhere(string document)
    {
        var directory = Path.GetDirectoryName(Path.Combine(Repo.Root, document))!;
        foreach (var link in Link().Matches(File.ReadAllText(Path.Combine(Repo.Root, document))).Select(m => m.Groups[1].Value))
        {
            Path.Exists(Path.Combine(directory, link)).Should().BeTrue($"{document} links to {link}");
        }
    }

    [Fact]
    public void CI_runs_the_test_command_of_the_README()
    {
        const string Command = "dotnet test --project CqrsPrototype.Tests";

        Repo.Read("README.md").Should().Contain($"\n{Command}\n");
        Repo.Read(".ci", "run").Should().Contain($"\n{Command} ");
    }

    private static HashSet<string> NamesOfTests() =>
        [.. typeof(DocumentTests).Assembly.GetTypes().SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}").Append(type.Name))];

    [GeneratedRegex("`([A-Z][A-Za-z0-9_]+(?:\\.[A-Z0-9][A-Za-z0-9_]+)?)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\]\((?!https?:|#|/)([^)#\s]+)")]
    private static partial Regex Link();
}
