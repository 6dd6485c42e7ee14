namespace CqrsPrototype.Tests.Support;

/// <summary>Ports that nobody listens on right now, one by one: each is given out once in this process, to tests and to the drill alike.</summary>
internal static class FreePorts
{
    public static int[] Take(int count) => [.. Enumerable.Range(global::CqrsPrototype.Drill.Processes.FreePorts.Take(count), count)];
}
