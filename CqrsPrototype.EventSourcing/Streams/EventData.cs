namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>An event as it is stored: its type, the schema version of its data, and the data.</summary>
/// <param name="Id">A UUID of its own; consumers recognise repetitions by it.</param>
/// <param name="Type">The registered name, such as <c>user.created</c>; never renamed once stored.</param>
/// <param name="SchemaVersion">The version of the data's form, from 1; older ones are upcast when read.</param>
/// <param name="Data">JSON in UTF-8, at most <see cref="CommitLimits.MaxEventBytes"/> bytes.</param>
public sealed record EventData(Guid Id, string Type, int SchemaVersion, ReadOnlyMemory<byte> Data)
{
    /// <summary>The type of an event that takes the place of one that a crash of the store has removed before it was acknowledged.</summary>
    /// <remarks>It keeps versions and positions without gaps, changes no state and is told to nobody.</remarks>
    public const string VoidType = "$void";

    /// <summary>Whether nothing happened here.</summary>
    public bool IsVoid => Type == VoidType;

    /// <summary>An event that says that nothing happened.</summary>
    public static EventData Void { get; } = new(Guid.Empty, VoidType, 1, "{}"u8.ToArray());
}
