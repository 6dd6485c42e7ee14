using System.Globalization;
using System.Net;
using System.Text.Json;

namespace CqrsPrototype.Drill.Clients;

/// <summary>Reads HTTP answers as the contract describes them; any other is unexpected.</summary>
internal static class Answers
{
    public static async Task<Answer> OfCommandAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var replayed = response.Headers.Contains("Idempotency-Replayed");
        return response.StatusCode switch
        {
            HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent when VersionOf(response) is { } version =>
                new Answer.Accepted((int)response.StatusCode, version, body, replayed),
            HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed or HttpStatusCode.UnprocessableEntity
                when IsProblem(response) => new Answer.Refused((int)response.StatusCode, CurrentVersionIn(body)),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable when RetryAfter(response) >= TimeSpan.FromSeconds(1) => new Answer.Unknown(),
            _ => new Answer.Unexpected(Describe(response, body)),
        };
    }

    public static async Task<ReadAnswer> OfReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK when VersionOf(response) is { } version => new ReadAnswer.Found(version, body),
            HttpStatusCode.NotFound when IsProblem(response) => new ReadAnswer.NotFound(),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable when RetryAfter(response) >= TimeSpan.FromSeconds(1) => new ReadAnswer.Unavailable(),
            _ => new ReadAnswer.Unexpected(Describe(response, body)),
        };
    }

    // "3" from commands and from the first generation of the read model, "3.g2" from later ones.
    private static long? VersionOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false, Tag: var tag } && long.TryParse(tag.Trim('"').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    private static bool IsProblem(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType == "application/problem+json";

    private static long? CurrentVersionIn(string problem)
    {
        using var json = JsonDocument.Parse(problem);
        return json.RootElement.TryGetProperty("currentVersion", out var version) ? version.GetInt64() : null;
    }

    private static TimeSpan RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;

    private static string Describe(HttpResponseMessage response, string body) => $"{(int)response.StatusCode} {response.Headers.ETag} {response.Headers.RetryAfter} {body}";
}
