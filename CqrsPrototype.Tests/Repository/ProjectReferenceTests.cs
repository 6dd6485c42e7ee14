using System.Text.RegularExpressions;

namespace CqrsPrototype.Tests.Repository;

/// <summary>Dependencies point one way: hosts → Users → EventSourcing ← adapters.</summary>
public sealed partial class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["EventSourcing"] = [],
        ["ServiceDefaults"] = [],
        ["Sqlite"] = ["EventSourcing"],
        ["MongoDB"] = ["EventSourcing"],
        ["Users"] = ["EventSourcing", "ServiceDefaults"],
        ["RabbitMQ"] = ["EventSourcing"],
        ["Operations"] = ["EventSourcing", "ServiceDefaults"],
        ["CommandApi"] = ["MongoDB", "RabbitMQ", "ServiceDefaults", "Users"],
        ["QueryApi"] = ["MongoDB", "RabbitMQ", "ServiceDefaults", "Users"],
        ["Projector"] = ["MongoDB", "RabbitMQ", "Operations", "ServiceDefaults", "Users"],
        ["Gateway"] = ["Operations", "ServiceDefaults", "Users"],
        ["Standalone"] = ["EventSourcing", "MongoDB", "RabbitMQ", "Operations", "ServiceDefaults", "Sqlite", "Users"],
        ["AppHost"] = ["CommandApi", "Gateway", "Projector", "QueryApi"],
        ["AppHost.Tests"] = ["AppHost"],
        ["Drill"] = [],
        ["Tests"] = ["EventSourcing", "MongoDB", "RabbitMQ", "Operations", "ServiceDefaults", "Sqlite", "Users", "Standalone", "Gateway", "Benchmarks", "Drill"],
        ["Benchmarks"] = ["EventSourcing", "MongoDB", "RabbitMQ", "ServiceDefaults", "Sqlite", "Users", "Standalone", "Drill"],
        ["Peers"] = [],
    };

    [Fact]
    public void No_arrow_is_turned()
    {
        var projects = Directory.GetFiles(Repo.Root, "*.csproj", SearchOption.AllDirectories).ToDictionary(Name, References);

        projects.Keys.Should().BeEquivalentTo(Allowed.Keys);
        foreach (var (project, references) in projects)
        {
            references.Should().BeSubsetOf(Allowed[project], "that is what {0} may know", project);
        }
    }

    [Fact]
    public void The_packages_of_other_systems_touch_nothing_else() =>
        Repo.Read("CqrsPrototype.sln").Should().NotContain("CqrsPrototype.Peers", "it is built by the benchmark that compares with them, and by nothing else");

    [Fact]
    public void The_mechanism_knows_no_product_and_no_HTTP() =>
        PackageReference().Matches(Repo.Read("CqrsPrototype.EventSourcing", "CqrsPrototype.EventSourcing.csproj")).Select(m => m.Groups[1].Value)
            .Should().OnlyContain(package => package.EndsWith(".Abstractions", StringComparison.Ordinal));

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path)["CqrsPrototype.".Length..];

    private static IEnumerable<string> References(string path) =>
        ProjectReference().Matches(File.ReadAllText(path)).Select(m => m.Groups[1].Value);

    [GeneratedRegex("""<ProjectReference Include="[^"]*CqrsPrototype\.([A-Za-z.]+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex("""<(?:Package|Framework)Reference Include="([^"]+)""")]
    private static partial Regex PackageReference();
}
