namespace CqrsPrototype.Peers;

/// <summary>The message: the event that the product sends, with the same data. What goes around it is each peer's own.</summary>
public sealed record UserCreated(string Email, string Name)
{
    /// <summary>One as large as those of the product's benchmark.</summary>
    public static UserCreated Example { get; } = new("user1234567@bench.example", "Margaret Hamilton");
}
