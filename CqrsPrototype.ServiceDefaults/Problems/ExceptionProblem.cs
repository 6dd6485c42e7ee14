using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.ServiceDefaults.Problems;

/// <summary>How an exception that a service expects is answered.</summary>
/// <param name="Exception">Its type.</param>
/// <param name="Answer">The problem document; must not repeat the exception's text.</param>
public sealed record ExceptionProblem(Type Exception, Func<Exception, ProblemResult> Answer)
{
    /// <summary>The answer to any exception: the registered one, the request's own fault, or the service's.</summary>
    internal static ProblemResult For(Exception exception, IEnumerable<ExceptionProblem> registered)
    {
        if (exception is BadHttpRequestException bad)
        {
            var type = ProblemTypes.ForStatus(bad.StatusCode) ?? ProblemTypes.InvalidRequest;
            return new ProblemResult(type, type == ProblemTypes.TooLarge ? "The body is larger than this service takes." : "The request could not be read.") { Status = bad.StatusCode };
        }

        return registered.FirstOrDefault(r => r.Exception.IsInstanceOfType(exception))?.Answer(exception)
            ?? new ProblemResult(ProblemTypes.Internal, "An unexpected error was logged under this trace id.");
    }
}
