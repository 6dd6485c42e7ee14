using System.Text.Json.Serialization;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.ServiceDefaults.Http;

namespace CqrsPrototype.Operations.Stuck;

/// <summary>A stream whose view stands still.</summary>
/// <param name="Projection">Whose view.</param>
/// <param name="Generation">The generation of the view.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Version">The version of the event that could not be projected.</param>
/// <param name="Event">Its type.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="At">When it was tried last.</param>
/// <param name="Attempts">How often it was tried.</param>
internal sealed record StuckEntry(
    string Projection,
    int Generation,
    string Stream,
    long Version,
    string Event,
    string Error,
    [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset At,
    int Attempts)
{
    public static StuckEntry Of(StuckStream stuck) => new(
        stuck.View.Projection, stuck.View.Generation, stuck.Stream.Value, stuck.Version.Value, stuck.EventType, stuck.Error, stuck.At, stuck.Attempts);
}
