namespace CqrsPrototype.Sqlite.Files;

/// <summary>The data directory cannot be used; the message says why and what to do, in one line.</summary>
/// <param name="message">For the person who started the process.</param>
/// <param name="innerException">What the system said.</param>
public sealed class DataDirectoryException(string message, Exception? innerException = null) : Exception(message, innerException);
