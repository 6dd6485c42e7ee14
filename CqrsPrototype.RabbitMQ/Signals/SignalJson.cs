namespace CqrsPrototype.Rabbit.Signals;

/// <summary>The JSON of a <see cref="SignalMessage"/>.</summary>
internal sealed record SignalJson(Guid From, bool Appended, bool LogGrown, Dictionary<string, long>? Projected);
