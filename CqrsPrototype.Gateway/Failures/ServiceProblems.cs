using CqrsPrototype.ServiceDefaults.Problems;
using Yarp.ReverseProxy.Forwarder;

namespace CqrsPrototype.Gateway.Failures;

/// <summary>What a client is told when a service does not answer.</summary>
internal static class ServiceProblems
{
    private const int RetryAfterSeconds = 1;

    /// <summary>No replica of the service answers.</summary>
    public static ProblemType Unavailable { get; } = new(
        "service-unavailable", 503, "The service does not answer.",
        "The gateway reached no replica of the service (503), its answer broke off (502), or none came in time (504). After 503 nothing was done; after the others a command may or may not have had its effect. Repeat it with the same Idempotency-Key after the time that Retry-After names.");

    /// <summary>Answers what could not be forwarded with a problem document.</summary>
    public static IReverseProxyApplicationBuilder UseServiceProblems(this IReverseProxyApplicationBuilder proxy)
    {
        var logger = proxy.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ServiceProblems));
        proxy.Use(async (http, next) =>
        {
            await next(http);
            if (http.GetForwarderErrorFeature() is { } failure && !http.Response.HasStarted && For(failure, http.Response.StatusCode) is { } problem)
            {
                logger.NoAnswer(http.GetReverseProxyFeature().Route.Config.ClusterId!, failure.Error, problem.Status!.Value);
                await problem.ExecuteAsync(http);
            }
        });
        return proxy;
    }

    /// <summary>No request has left: it could not be connected to any replica. A connection that took too long is the only cancellation with a time-out inside.</summary>
    internal static bool IsUnreached(IForwarderErrorFeature failure) => failure.Error == ForwarderError.NoAvailableDestinations
        || failure.Exception is OperationCanceledException { InnerException: TimeoutException }
        || failure.Exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
        };

    // Statuses of the 400s stand for what the client did, and are answered as everywhere.
    private static ProblemResult? For(IForwarderErrorFeature failure, int status) => (IsUnreached(failure), status) switch
    {
        (true, _) => Problem(503, "No replica of the service could be reached; nothing was done."),
        (_, 504) => Problem(504, "The service did not answer in time."),
        (_, >= 500) => Problem(502, "The connection to the service broke before its answer was complete."),
        _ => null,
    };

    private static ProblemResult Problem(int status, string detail) => new(Unavailable, detail) { Status = status, RetryAfterSeconds = RetryAfterSeconds };
}
