namespace CqrsPrototype.Tests.Support;

/// <summary>A server for tests, or why there is none.</summary>
/// <param name="Connection">Its connection string.</param>
/// <param name="ManagementPort">The port of its management API, where it is not the usual one.</param>
/// <param name="Problem">Why there is none.</param>
internal sealed record FoundServer(string? Connection, int? ManagementPort = null, string? Problem = null);
