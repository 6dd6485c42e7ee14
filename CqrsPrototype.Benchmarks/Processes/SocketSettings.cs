namespace CqrsPrototype.Benchmarks.Processes;

/// <summary>Lets the load generator handle all its sockets on one thread, without passing each answer on to the thread pool.</summary>
/// <remarks>Only for this process: the servers run as they would without a benchmark.</remarks>
internal static class SocketSettings
{
    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const string Threads = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>Must be called before the first socket is made.</summary>
    public static void Apply()
    {
        Environment.SetEnvironmentVariable(Inline, "1");
        Environment.SetEnvironmentVariable(Threads, "1");
    }

    public static void RemoveFrom(IDictionary<string, string?> environment)
    {
        environment.Remove(Inline);
        environment.Remove(Threads);
    }
}
