namespace CqrsPrototype.Tests.Support;

/// <summary>A directory of a test's own, gone with it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cqrs-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
