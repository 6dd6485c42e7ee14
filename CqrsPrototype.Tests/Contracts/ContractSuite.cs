using System.Reflection;

namespace CqrsPrototype.Tests.Contracts;

/// <summary>Runs a contract suite by hand against anything, to see whether it would catch a broken one.</summary>
internal static class ContractSuite
{
    /// <summary>Runs each test of a suite, or one.</summary>
    public static async Task<(IReadOnlyList<string> Passed, IReadOnlyList<string> Failed)> RunAsync<TSuite>(Func<TSuite> create, string? only = null)
        where TSuite : IAsyncLifetime
    {
        var (passed, failed) = (new List<string>(), new List<string>());
        foreach (var method in typeof(TSuite).GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>() is not null && (only ?? m.Name) == m.Name))
        {
            foreach (var arguments in ArgumentsOf(method))
            {
                (await PassesAsync(create(), method, arguments) ? passed : failed).Add(method.Name);
            }
        }

        return (passed, failed);
    }

    private static async Task<bool> PassesAsync(IAsyncLifetime suite, MethodInfo method, object?[] arguments)
    {
        await suite.InitializeAsync();
        try
        {
            await (Task)method.Invoke(suite, arguments)!;
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return false;
        }
        finally
        {
            await suite.DisposeAsync();
        }
    }

    private static IEnumerable<object?[]> ArgumentsOf(MethodInfo method) =>
        method.GetCustomAttributes<InlineDataAttribute>().Select(data => data.Data).DefaultIfEmpty([]);
}
