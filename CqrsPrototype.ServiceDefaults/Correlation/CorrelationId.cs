using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.ServiceDefaults.Correlation;

/// <summary>The name of a business transaction: taken from the header <c>X-Correlation-Id</c>, made where it is missing or unusable.</summary>
public static class CorrelationId
{
    /// <summary>The header that carries it, in requests and in each response.</summary>
    public const string Header = "X-Correlation-Id";

    /// <summary>Longest id in characters.</summary>
    public const int MaxLength = 128;

    private static readonly SearchValues<char> Visible =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)]);

    private static readonly object Key = new();

    /// <summary>Gives every request an id, and every response that of its request.</summary>
    public static IApplicationBuilder UseCorrelationId(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var id = Choose(context.Request.Headers[Header]);
        context.Items[Key] = id;
        context.Response.Headers[Header] = id;
        return next(context);
    });

    /// <summary>The id of this request.</summary>
    public static string Of(HttpContext context) => context.Items[Key] as string
        ?? throw new InvalidOperationException($"Call {nameof(UseCorrelationId)} first.");

    /// <summary>Gives the response its id again, after its headers were cleared.</summary>
    internal static void Restore(HttpContext context) => context.Response.Headers[Header] = Of(context);

    /// <summary>The given id if it is 1 to <see cref="MaxLength"/> visible ASCII characters, else a new one.</summary>
    internal static string Choose(string? given) =>
        given is { Length: > 0 and <= MaxLength } && !given.AsSpan().ContainsAnyExcept(Visible) ? given : Guid.CreateVersion7().ToString("N");
}
