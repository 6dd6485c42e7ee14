namespace CqrsPrototype.Sqlite.Files;

/// <summary>Keeps a second process out of a data directory: two writers would each believe that they know the end of the log.</summary>
/// <remarks>The operating system gives the lock back when the process ends, however it ends; the file stays and means nothing.</remarks>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Makes the directory if need be and locks it.</summary>
    /// <exception cref="DataDirectoryException">It cannot be written, or another process has it.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, "lock");
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(directory, exception);
        }

        try
        {
            return new DataDirectoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (IsTaken(exception))
        {
            throw new DataDirectoryException(
                $"The data directory '{directory}' is in use by another process. Stop that one, or set Data__Directory to another directory.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(directory, exception);
        }
    }

    public void Dispose() => _file.Dispose();

    // How the systems say that another process has the file: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION.
    private static bool IsTaken(IOException exception) => (exception.HResult & 0xFFFF) is 11 or 35 or 32;

    private static DataDirectoryException Unwritable(string directory, Exception exception) =>
        new($"The data directory '{directory}' cannot be written: {exception.Message} Make it writable, or set Data__Directory to another directory.", exception);
}
