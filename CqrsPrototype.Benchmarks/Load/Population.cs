namespace CqrsPrototype.Benchmarks.Load;

/// <summary>Makes the users that queries ask for.</summary>
internal static class Population
{
    private const int Connections = 64;

    /// <summary>Creates the first so many users.</summary>
    public static async Task CreateAsync(int commandPort, int users, CancellationToken cancellationToken)
    {
        using var loop = await ClosedLoop.OpenAsync(commandPort, Connections, cancellationToken);
        await loop.SendAsync(new UserRequests.Create(), new Numbers(), users, cancellationToken);
    }

    /// <summary>Waits until all of them can be read.</summary>
    public static async Task WaitAsync(int queryPort, int users, CancellationToken cancellationToken)
    {
        using var loop = await ClosedLoop.OpenAsync(queryPort, 1, cancellationToken);
        await loop.SendAsync(new UserRequests.GetWhenThere(), new Numbers(), users, cancellationToken);
    }
}
