using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.ServiceDefaults.Http;

/// <summary>A JSON document as an answer; without its body where the request is a HEAD.</summary>
/// <param name="write">Writes it, member by member.</param>
public sealed class JsonAnswer(Action<Utf8JsonWriter> write) : IResult
{
    /// <summary>Quotation marks and letters of all languages as they are: what is sent is JSON, never part of a page.</summary>
    internal static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The answer that is a value as JSON.</summary>
    public static JsonAnswer Of<T>(T value, JsonTypeInfo<T> type) => new(json => JsonSerializer.Serialize(json, value, type));

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        await using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            write(json);
        }

        var response = httpContext.Response;
        response.ContentType = "application/json";
        response.ContentLength = buffer.WrittenCount;
        response.Headers.CacheControl = "no-cache";
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
        }
    }
}
