using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Users.Queries;

/// <summary>A JSON document that is written member by member.</summary>
internal sealed class JsonAnswer(Action<Utf8JsonWriter> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        await using (var json = new Utf8JsonWriter(buffer))
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
