using System.Buffers;
using CqrsPrototype.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CqrsPrototype.Users.Http;

/// <summary>Takes the body of a request: JSON in UTF-8, of a bounded size.</summary>
internal static class RequestBody
{
    /// <summary>Most bytes of a body: 16 KiB.</summary>
    public const int MaxBytes = 16 * 1024;

    /// <summary>Reads the body's bytes.</summary>
    /// <returns>The bytes, or the problem to answer with.</returns>
    public static async ValueTask<(ReadOnlyMemory<byte> Bytes, ProblemResult? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsJson(request.ContentType))
        {
            return (default, new ProblemResult(ProblemTypes.UnsupportedMediaType, "The body must be application/json in UTF-8."));
        }

        if (request.ContentLength > MaxBytes)
        {
            return (default, TooLarge());
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > MaxBytes)
            {
                // The server takes what is left from the reader, which must not be in the middle of a read.
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return (default, TooLarge());
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return (bytes, null);
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static ProblemResult TooLarge() => new(ProblemTypes.TooLarge, $"A body has at most {MaxBytes} bytes.");

    private static bool IsJson(string? contentType) =>
        contentType == "application/json"
        || (MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)));
}
