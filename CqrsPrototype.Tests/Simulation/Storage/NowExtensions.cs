namespace CqrsPrototype.Tests.Simulation.Storage;

/// <summary>What is in memory answers at once.</summary>
internal static class NowExtensions
{
    public static T Now<T>(this ValueTask<T> answer) =>
        answer.IsCompleted ? answer.GetAwaiter().GetResult() : throw new InvalidOperationException("The store in memory has not answered at once.");

    public static void Now(this ValueTask answer)
    {
        if (!answer.IsCompleted)
        {
            throw new InvalidOperationException("The store in memory has not answered at once.");
        }

        answer.GetAwaiter().GetResult();
    }
}
