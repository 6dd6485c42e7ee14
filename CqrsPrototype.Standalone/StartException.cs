namespace CqrsPrototype.Standalone;

/// <summary>The process cannot start; the message is for the person who started it, in one line.</summary>
internal sealed class StartException(string message, Exception? innerException = null) : Exception(message, innerException);
