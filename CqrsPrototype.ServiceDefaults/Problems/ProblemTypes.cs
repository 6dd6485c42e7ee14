namespace CqrsPrototype.ServiceDefaults.Problems;

/// <summary>The kinds of problems that every service has.</summary>
public static class ProblemTypes
{
    /// <summary>Something in the request is malformed or not allowed.</summary>
    public static ProblemType InvalidRequest { get; } = new(
        "invalid-request", 400, "The request is not valid.",
        "Something in the request is missing, malformed or not allowed. 'detail' says what; 'errors' says it for each member of the body. Correct the request before you send it again.");

    /// <summary>There is nothing at that address.</summary>
    public static ProblemType NotFound { get; } = new(
        "not-found", 404, "There is nothing here.",
        "This service has no resource at that address. The documentation at /scalar lists what there is.");

    /// <summary>The resource does not know the method.</summary>
    public static ProblemType MethodNotAllowed { get; } = new(
        "method-not-allowed", 405, "The method is not allowed here.",
        "The resource exists, but not with this method. The header Allow lists the methods that it knows.");

    /// <summary>The body is too large.</summary>
    public static ProblemType TooLarge { get; } = new(
        "too-large", 413, "The request is too large.",
        "The body of the request has more bytes than this service takes.");

    /// <summary>The body is not JSON.</summary>
    public static ProblemType UnsupportedMediaType { get; } = new(
        "unsupported-media-type", 415, "The media type is not supported.",
        "Send the body as JSON in UTF-8, with the header Content-Type: application/json.");

    /// <summary>The service has as much to do as it can take.</summary>
    public static ProblemType Overloaded { get; } = new(
        "overloaded", 503, "The service is overloaded.",
        "The service has as much to do as it can take, and refused the request at once rather than let it wait. Nothing was done. Repeat it after the time that Retry-After names.");

    /// <summary>A store does not answer.</summary>
    public static ProblemType StoreUnavailable { get; } = new(
        "store-unavailable", 503, "The store does not answer.",
        "The data could not be read or written in time. A command may or may not have had its effect: repeat it with the same Idempotency-Key after the time that Retry-After names.");

    /// <summary>A mistake of the service.</summary>
    public static ProblemType Internal { get; } = new(
        "internal", 500, "The service made a mistake.",
        "This is a fault of the service, not of the request. It was logged under the trace id that the problem document names.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProblemType> All { get; } =
        [InvalidRequest, NotFound, MethodNotAllowed, TooLarge, UnsupportedMediaType, Overloaded, StoreUnavailable, Internal];

    /// <summary>The kind for a status that was answered without a body.</summary>
    public static ProblemType? ForStatus(int status) => status switch
    {
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => TooLarge,
        415 => UnsupportedMediaType,
        429 or 503 => Overloaded,
        >= 400 and < 500 => InvalidRequest,
        >= 500 => Internal,
        _ => null,
    };
}
