namespace CqrsPrototype.Tests.Simulation.Processes;

/// <summary>An event that the projection of an older program cannot take.</summary>
internal sealed class SpoiltEventException() : Exception("This version of the program cannot project it.");
