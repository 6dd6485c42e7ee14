namespace CqrsPrototype.Drill.Evidence;

/// <summary>A view as the read model has it.</summary>
/// <param name="Stream">The stream that it is folded from.</param>
/// <param name="Version">The last event in it.</param>
/// <param name="Body">The user as JSON text; <see langword="null"/> for a user that was deleted.</param>
internal sealed record StoredView(string Stream, long Version, string? Body);
