namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>An event as it is stored: its type, the schema version of its data, and the data.</summary>
/// <param name="Id">A UUID of its own; consumers recognise repetitions by it.</param>
/// <param name="Type">The registered name, such as <c>user.created</c>; never renamed once stored.</param>
/// <param name="SchemaVersion">The version of the data's form, from 1; older ones are upcast when read.</param>
/// <param name="Data">JSON in UTF-8, at most <see cref="CommitLimits.MaxEventBytes"/> bytes.</param>
public sealed record EventData(Guid Id, string Type, int SchemaVersion, ReadOnlyMemory<byte> Data);
