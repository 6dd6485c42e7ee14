namespace CqrsPrototype.Peers;

/// <summary>Wolverine finds it by its name.</summary>
public static class UserCreatedHandler
{
    /// <summary>Counts.</summary>
    public static void Handle(UserCreated message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Arrivals.Add();
    }
}
