namespace CqrsPrototype.Sqlite.Files;

/// <summary>The step that brings a file from one schema version to the next.</summary>
/// <param name="To">The version of the file after it.</param>
/// <param name="Sql">Run in one transaction.</param>
internal sealed record Migration(int To, string Sql);
