using System.Net.Http.Headers;
using System.Text.Json;

namespace CqrsPrototype.Drill.Clients;

/// <summary>Commands and reads as HTTP requests.</summary>
internal static class Requests
{
    /// <summary>The header that names a command.</summary>
    public const string CorrelationId = "X-Correlation-Id";

    public static HttpRequestMessage Of(Command command, Uri api)
    {
        var (method, path) = command.Kind switch
        {
            CommandKind.Create => (HttpMethod.Post, "/users"),
            CommandKind.Update => (HttpMethod.Put, PathOf(command.Email)),
            _ => (HttpMethod.Delete, PathOf(command.Email)),
        };
        var request = new HttpRequestMessage(method, new Uri(api, path)) { Content = BodyOf(command) };
        request.Headers.Add(CorrelationId, command.Id);
        if (command.Key is not null)
        {
            request.Headers.Add("Idempotency-Key", command.Key);
        }

        if (command.IfMatch is { } version)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        }

        return request;
    }

    public static HttpRequestMessage Read(string user, long? minVersion, Uri api)
    {
        var query = minVersion is null ? "" : $"?minVersion={minVersion}";
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api, PathOf(user) + query));
        request.Headers.Add("Prefer", "wait=5");
        return request;
    }

    private static string PathOf(string email) => $"/users/{Uri.EscapeDataString(email)}";

    private static ByteArrayContent BodyOf(Command command)
    {
        // Even a deletion has a body, though an empty one: without one, the client sends a request again by itself when a connection breaks,
        // and a command without a key must be sent only once.
        var content = new ByteArrayContent(command.Kind switch
        {
            CommandKind.Create => JsonSerializer.SerializeToUtf8Bytes(new { email = command.Email, name = command.Name }),
            CommandKind.Update => JsonSerializer.SerializeToUtf8Bytes(new { name = command.Name }),
            _ => [],
        });
        content.Headers.ContentType = command.Kind == CommandKind.Delete ? null : new MediaTypeHeaderValue("application/json");
        return content;
    }
}
