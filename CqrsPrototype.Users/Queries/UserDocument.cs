using System.Globalization;
using CqrsPrototype.Users.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CqrsPrototype.Users.Queries;

/// <summary>One user as an answer: the stored bytes as they are, or 304 where the client has them already.</summary>
/// <param name="body">The user as JSON.</param>
/// <param name="version">Its version.</param>
/// <param name="at">When it was changed.</param>
internal sealed class UserDocument(ReadOnlyMemory<byte> body, long version, DateTimeOffset at) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        response.Headers.ETag = tag;
        response.Headers.CacheControl = "no-cache";
        if (IfNoneMatch.Matches(httpContext.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.Headers.LastModified = HeaderUtilities.FormatDate(at);
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method)
            ? Task.CompletedTask
            : response.BodyWriter.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
