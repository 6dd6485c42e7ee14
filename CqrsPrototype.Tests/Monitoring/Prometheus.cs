namespace CqrsPrototype.Tests.Monitoring;

/// <summary>The programs of Prometheus 3: in the directory that <c>PROMETHEUS</c> names, else on the PATH. Without them, tests that need them are skipped.</summary>
internal static class Prometheus
{
    /// <summary>The server.</summary>
    public static string Server => Find("prometheus");

    /// <summary>The tool that checks configuration and rules.</summary>
    public static string Tool => Find("promtool");

    private static string Find(string program)
    {
        var directories = Environment.GetEnvironmentVariable("PROMETHEUS") ?? Environment.GetEnvironmentVariable("PATH") ?? "";
        var path = directories.Split(Path.PathSeparator).Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"No {program}: run eval \"$(monitoring/install)\", or set PROMETHEUS to the directory of Prometheus 3, to run this test.");
        return path!;
    }
}
