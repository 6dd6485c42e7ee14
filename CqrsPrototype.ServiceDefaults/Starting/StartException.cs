namespace CqrsPrototype.ServiceDefaults.Starting;

/// <summary>The process cannot start.</summary>
/// <param name="message">For the person who started it, in one line: what is wrong, and what to do.</param>
/// <param name="innerException">What led to it.</param>
public sealed class StartException(string message, Exception? innerException = null) : Exception(message, innerException);
