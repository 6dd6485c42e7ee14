using System.Diagnostics;
using System.Text.Json;
using CqrsPrototype.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.ServiceDefaults.Problems;

/// <summary>A problem document (RFC 9457) as an answer.</summary>
/// <param name="type">What kind of problem it is.</param>
/// <param name="detail">What is wrong this time, for the developer of the client. Never an exception's text.</param>
public sealed class ProblemResult(ProblemType type, string detail) : IResult
{
    /// <summary>The media type of problem documents.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>What kind of problem it is.</summary>
    public ProblemType Type { get; } = type;

    /// <summary>What is wrong, by member of the body.</summary>
    public IReadOnlyDictionary<string, string>? Errors { get; init; }

    /// <summary>The version that the resource has now.</summary>
    public long? CurrentVersion { get; init; }

    /// <summary>When to try again; whole seconds, at least 1. Sent as the header Retry-After.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The HTTP status, where it is not that of the type.</summary>
    public int? Status { get; init; }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status ?? Type.Status;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        if (RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = Math.Max(1, seconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var body = Write(httpContext);
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }

    private ReadOnlyMemory<byte> Write(HttpContext context)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, JsonAnswer.Readable))
        {
            json.WriteStartObject();
            json.WriteString("type", Type.Uri);
            json.WriteString("title", Type.Title);
            json.WriteNumber("status", context.Response.StatusCode);
            json.WriteString("detail", detail);
            if (CurrentVersion is { } version)
            {
                json.WriteNumber("currentVersion", version);
            }

            WriteErrors(json);
            json.WriteString("traceId", Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private void WriteErrors(Utf8JsonWriter json)
    {
        if (Errors is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartObject("errors");
        foreach (var (member, message) in Errors)
        {
            json.WriteStartArray(member);
            json.WriteStringValue(message);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
