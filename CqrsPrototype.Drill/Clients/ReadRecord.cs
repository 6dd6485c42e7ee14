namespace CqrsPrototype.Drill.Clients;

/// <summary>A read and what it was answered with.</summary>
/// <param name="User">The address that was read, in lower case.</param>
/// <param name="MinVersion">The version that the answer must contain, if the client asked for one.</param>
/// <param name="Answer">The answer.</param>
internal sealed record ReadRecord(string User, long? MinVersion, ReadAnswer Answer);
