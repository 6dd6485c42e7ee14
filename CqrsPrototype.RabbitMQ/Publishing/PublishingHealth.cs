namespace CqrsPrototype.Rabbit.Publishing;

/// <summary>Whether events reach a queue.</summary>
internal sealed class PublishingHealth
{
    /// <summary>So many returns in a row are more than a queue that was just being declared.</summary>
    public const int Alarming = 3;

    private int _returns;
    private string _returned = "";

    /// <summary>What is returned again and again, for people; <see langword="null"/> when all is well.</summary>
    public string? Unroutable => Volatile.Read(ref _returns) >= Alarming ? Volatile.Read(ref _returned) : null;

    /// <summary>The broker has given back a message because no queue takes it.</summary>
    /// <returns>How often in a row by now.</returns>
    public int Returned(string routingKey)
    {
        Volatile.Write(ref _returned, routingKey);
        return Interlocked.Increment(ref _returns);
    }

    /// <summary>Everything that was sent is in a queue.</summary>
    public void Confirmed() => Volatile.Write(ref _returns, 0);
}
