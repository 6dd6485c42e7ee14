using CqrsPrototype.ServiceDefaults.Correlation;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.ServiceDefaults.Problems;

/// <summary>Answers exceptions with problem documents, and logs once what nobody expected.</summary>
internal sealed class ProblemExceptionHandler(IEnumerable<ExceptionProblem> registered, ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (IsClientGone(exception, httpContext))
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        var problem = ExceptionProblem.For(exception, registered);
        if (problem.Type == ProblemTypes.Internal)
        {
            logger.UnexpectedError(exception, httpContext.Request.Method);
        }
        else if (problem.Type.Status >= 500)
        {
            logger.Unavailable(problem.Type.Name, exception.Message);
        }

        CorrelationId.Restore(httpContext);
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    // The server tells of a connection that has ended, or that it has ended itself at the end of the process, in one of these ways.
    private static bool IsClientGone(Exception exception, HttpContext context) => exception switch
    {
        ConnectionResetException or ConnectionAbortedException => true,
        OperationCanceledException => context.RequestAborted.IsCancellationRequested || exception.InnerException is ConnectionAbortedException,
        _ => false,
    };
}
