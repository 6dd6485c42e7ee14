namespace CqrsPrototype.Operations.Projections;

/// <summary>How a projection is doing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Generation">The generation of its views.</param>
/// <param name="State">Whether queries see its views: <c>live</c>.</param>
/// <param name="EventsApplied">How many events of the log are known to be in its views.</param>
/// <param name="Position">Where in the log it goes on.</param>
/// <param name="Lag">How much of the log is not in its views yet.</param>
/// <param name="StuckStreams">How many streams need somebody.</param>
internal sealed record ProjectionStatus(
    string Name, int Generation, string State, long EventsApplied, long Position, Lag Lag, long StuckStreams);
