namespace CqrsPrototype.Peers;

/// <summary>Publishes with as many messages unconfirmed at once as the product has.</summary>
internal static class ConfirmWindow
{
    private const int Size = 128;

    /// <param name="count">How many messages.</param>
    /// <param name="publish">Publishes one; done when the broker has confirmed it.</param>
    public static async Task PublishAsync(int count, Func<Task> publish)
    {
        var unconfirmed = new Queue<Task>(Size);
        for (var i = 0; i < count; i++)
        {
            if (unconfirmed.Count == Size)
            {
                await unconfirmed.Dequeue();
            }

            unconfirmed.Enqueue(publish());
        }

        await Task.WhenAll(unconfirmed);
    }
}
