using CqrsPrototype.ServiceDefaults.Problems;

namespace CqrsPrototype.Operations;

/// <summary>What can go wrong with operations, beside what can go wrong with any request.</summary>
public static class OperationsProblems
{
    /// <summary>The stream is not on the list of stuck ones.</summary>
    public static ProblemType StuckStreamNotFound { get; } = new(
        "stuck-stream-not-found", 404, "There is no such stuck stream.",
        "No view of that stream is stuck here: there is no such stream, or it has gone on meanwhile. GET /operations/stuck lists those that are stuck.");

    /// <summary>It failed again.</summary>
    public static ProblemType StillStuck { get; } = new(
        "still-stuck", 409, "The stream is still stuck.",
        "An event of the stream could not be projected this time either. GET /operations/stuck says which and why. Remove the cause, then retry.");

    /// <summary>The message is not parked.</summary>
    public static ProblemType ParkedMessageNotFound { get; } = new(
        "parked-message-not-found", 404, "There is no such parked message.",
        "No message is parked under that id: there never was one, or it was replayed or deleted. GET /operations/parked lists those that are parked.");

    /// <summary>There is no relay.</summary>
    public static ProblemType NoRelay { get; } = new(
        "no-relay", 404, "Nothing is relayed here.",
        "This system runs without a broker: projections follow the log itself. GET /operations/projections says how far they are.");

    /// <summary>The broker does not answer.</summary>
    public static ProblemType BrokerUnavailable { get; } = new(
        "broker-unavailable", 503, "The broker does not answer.",
        "The message could not be sent, or the broker did not confirm it in time. It stays parked: replay it again after the time that Retry-After names.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProblemType> All { get; } = [StuckStreamNotFound, StillStuck, ParkedMessageNotFound, NoRelay, BrokerUnavailable];

    internal static ProblemResult NotStuck { get; } = new(StuckStreamNotFound, "No view of that stream is stuck.");

    internal static ProblemResult FailedAgain { get; } = new(StillStuck, "An event of the stream failed again; GET /operations/stuck says which and why.");

    internal static ProblemResult NotParked { get; } = new(ParkedMessageNotFound, "No message is parked under that id.");

    internal static ProblemResult NotRelayed { get; } = new(NoRelay, "There is no broker: projections follow the log itself.");

    internal static ProblemResult BrokerIsAway { get; } = new(BrokerUnavailable, "The broker did not confirm the message.") { RetryAfterSeconds = 1 };

    internal static ProblemResult StoreUnavailable { get; } = new(ProblemTypes.StoreUnavailable, "The store did not answer in time.") { RetryAfterSeconds = 1 };

    internal static ProblemResult Invalid(string detail) => new(ProblemTypes.InvalidRequest, detail);
}
