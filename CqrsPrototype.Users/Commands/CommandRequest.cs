using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.ServiceDefaults.Correlation;
using CqrsPrototype.ServiceDefaults.Problems;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Http;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Users.Commands;

/// <summary>The headers that come with a command: If-Match, Idempotency-Key, correlation and trace.</summary>
internal static class CommandRequest
{
    // Keys belong to their caller. Until there is access control, everybody is one caller.
    private const string Caller = "anyone";

    /// <summary>Makes the context that the command is handled in.</summary>
    /// <param name="http">The request.</param>
    /// <param name="email">Whom the command is about.</param>
    /// <param name="name">The name in the body, if there is one.</param>
    /// <returns>The context, or the problem to answer with.</returns>
    public static (CommandContext<UserState> Context, ProblemResult? Problem) Read(HttpContext http, EmailAddress email, UserName? name)
    {
        var context = new CommandContext<UserState>
        {
            Metadata = new EventMetadata(CorrelationId.Of(http), CausationId: null, Activity.Current?.Id ?? TraceParentOf(http)),
        };
        var headers = http.Request.Headers;
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            if (!IfMatch.TryParse(headers.IfMatch, out var condition))
            {
                return (context, UserProblems.Invalid("If-Match is neither * nor a list of entity tags such as \"3\"."));
            }

            context = condition is null ? context : context with { Precondition = condition.Holds };
        }

        if (!IdempotencyKeyHeader.TryParse(headers[IdempotencyKeyHeader.Name], out var key))
        {
            return (context, UserProblems.Invalid("Idempotency-Key is not one word of 1 to 255 visible ASCII characters, bare or as a quoted string."));
        }

        return (key is null ? context : context with { Key = new IdempotencyKey($"{Caller}:{key}", Fingerprint(http.Request, email, name)) }, null);
    }

    // Method, address, body as parsed and If-Match: what makes two requests the same. 128 bits of SHA-256.
    private static string Fingerprint(HttpRequest request, EmailAddress email, UserName? name)
    {
        // None of the parts can contain a line feed, so no two requests run together into the same text.
        var text = $"{request.Method}\n{email.Normalized}\n{name?.Value}\n{request.Headers.IfMatch}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    private static string? TraceParentOf(HttpContext http) =>
        http.Request.Headers.TraceParent.ToString() is var given && ActivityContext.TryParse(given, null, out _) ? given : null;
}
