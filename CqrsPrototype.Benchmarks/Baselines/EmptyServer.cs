using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Benchmarks.Baselines;

/// <summary>
/// What Kestrel and JSON cost: POST gives back what it got, GET gives a document that is always the same. It also takes what others export by OTLP,
/// and forgets it.
/// </summary>
internal static class EmptyServer
{
    public const string Name = "serve-empty";

    public static Task RunAsync(int port) => BaselineHost.RunAsync(port, app =>
    {
        var now = TimeProvider.System.GetUtcNow();
        app.MapPost("/users", (Person person) => TypedResults.Created((string?)null, person with { Version = 1, CreatedAt = now, UpdatedAt = now }));
        app.MapPost("/v1/{signal}", (Stream body) => body.CopyToAsync(Stream.Null));
        app.MapGet("/users/{email}", (string email) => TypedResults.Ok(new Person(email, "Ada Lovelace", 1, now, now)));
    });
}
