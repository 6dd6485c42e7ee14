using System.Reflection;
using System.Text.RegularExpressions;
using CqrsPrototype.Standalone;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.Tests.Repository;

/// <summary>What the product writes into its log.</summary>
public sealed partial class LogMessageTests
{
    // The names by which personal data goes in the code.
    private static readonly string[] Personal = ["email", "address", "name", "body", "data"];

    private static IReadOnlyList<(MethodInfo Method, LoggerMessageAttribute Message)> Messages { get; } =
    [
        .. from assembly in Assemblies()
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
           let message = method.GetCustomAttribute<LoggerMessageAttribute>()
           where message is not null
           select (method, message),
    ];

    [Fact]
    public void Every_message_has_an_event_id_of_its_own()
    {
        Messages.Should().HaveCountGreaterThan(20);
        Messages.Select(m => m.Message.EventId).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void No_message_takes_personal_data() =>
        Messages.SelectMany(m => m.Method.GetParameters(), (m, parameter) => $"{m.Message.EventId}: {parameter.Name}")
            .Should().NotContain(parameter => Personal.Any(name => parameter.EndsWith($": {name}", StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void Messages_are_generated_from_their_source()
    {
        var calls = from path in Directory.GetFiles(Repo.Root, "*.cs", SearchOption.AllDirectories)
                    let file = Path.GetRelativePath(Repo.Root, path)
                    where file.StartsWith("CqrsPrototype.", StringComparison.Ordinal) && !file.Split('/', '\\').Any(part => part is "bin" or "obj" or "CqrsPrototype.Tests")
                    from call in DirectCall().Matches(File.ReadAllText(path))
                    select $"{file}: {call.Value}";

        calls.Should().BeEmpty();
    }

    private static IEnumerable<Assembly> Assemblies() => typeof(StandaloneOptions).Assembly.GetReferencedAssemblies()
        .Where(name => name.Name!.StartsWith("CqrsPrototype.", StringComparison.Ordinal))
        .Select(Assembly.Load);

    [GeneratedRegex(@"ogger\.Log(Trace|Debug|Information|Warning|Error|Critical)?\(")]
    private static partial Regex DirectCall();
}
