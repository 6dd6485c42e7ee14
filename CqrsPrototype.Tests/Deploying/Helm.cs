using System.Diagnostics;
using CqrsPrototype.Tests.Repository;

namespace CqrsPrototype.Tests.Deploying;

/// <summary>Helm: the file that <c>HELM</c> names, else on the PATH. Without it, tests that need it are skipped.</summary>
internal static class Helm
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly string Chart = Path.Combine(Repo.Root, "deploy", "kubernetes");

    /// <summary>What would be installed with these settings.</summary>
    public static async Task<string> RenderAsync(params string[] settings)
    {
        var (exitCode, output, error) = await RunAsync([.. Rendering(settings)]);
        exitCode.Should().Be(0, error);
        return output;
    }

    /// <summary>Why these settings cannot be installed.</summary>
    public static async Task<string> RefuseAsync(params string[] settings)
    {
        var (exitCode, _, error) = await RunAsync([.. Rendering(settings)]);
        exitCode.Should().NotBe(0);
        return error;
    }

    /// <summary>Helm's own check of the chart.</summary>
    public static async Task<string> LintAsync(params string[] settings)
    {
        var (exitCode, output, error) = await RunAsync(["lint", "--strict", Chart, .. settings.SelectMany(Set)]);
        exitCode.Should().Be(0, output + error);
        return output;
    }

    private static IEnumerable<string> Rendering(string[] settings) =>
        ["template", "demo", Chart, "--namespace", "users", "--kube-version", "1.34", .. settings.SelectMany(Set)];

    private static string[] Set(string setting) => ["--set", setting];

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        using var helm = Process.Start(new ProcessStartInfo(Find(), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (helm.StandardOutput.ReadToEndAsync(limit.Token), helm.StandardError.ReadToEndAsync(limit.Token));
        await helm.WaitForExitAsync(limit.Token);
        return (helm.ExitCode, await output, await error);
    }

    private static string Find()
    {
        var candidates = Environment.GetEnvironmentVariable("HELM") is { Length: > 0 } named
            ? [named]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(directory => Path.Combine(directory, "helm"));
        var path = candidates.FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, "No helm: run eval \"$(deploy/install-helm)\", or set HELM to the file, to run this test.");
        return path!;
    }
}
