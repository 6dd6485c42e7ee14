using System.Buffers.Text;

namespace CqrsPrototype.Benchmarks.Load;

/// <summary>Finds the end of an HTTP/1.1 response in what was received. As much of RFC 9112 as the measured servers use.</summary>
internal static class HttpResponseReader
{
    private const int StatusAt = 9;

    /// <summary>Looks whether a whole response is there.</summary>
    /// <param name="received">From the first byte of the response on.</param>
    /// <param name="status">Its status.</param>
    /// <param name="length">How many bytes it has with its head.</param>
    /// <exception cref="InvalidDataException">It is not a response.</exception>
    public static bool TryRead(ReadOnlySpan<byte> received, out int status, out int length)
    {
        (status, length) = (0, 0);
        var headLength = received.IndexOf("\r\n\r\n"u8) + 4;
        if (headLength < 4)
        {
            return false;
        }

        var head = received[..headLength];
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[StatusAt..], out status, out int digits) || digits != 3)
        {
            throw new InvalidDataException("The server did not answer with HTTP/1.1.");
        }

        length = headLength + BodyLength(head, received[headLength..], status, out var complete);
        return complete && length <= received.Length;
    }

    private static int BodyLength(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, int status, out bool complete)
    {
        complete = true;
        if (status is 204 or 304)
        {
            return 0;
        }

        var at = head.IndexOf("\r\nContent-Length: "u8);
        if (at >= 0)
        {
            return Utf8Parser.TryParse(head[(at + 18)..], out int length, out _)
                ? length
                : throw new InvalidDataException("The Content-Length is not a number.");
        }

        var end = ChunkedLength(body);
        complete = end >= 0;
        return Math.Max(end, 0);
    }

    // -1 while the last chunk has not come.
    private static int ChunkedLength(ReadOnlySpan<byte> body)
    {
        for (var at = 0; ;)
        {
            var rest = body[at..];
            var line = rest.IndexOf("\r\n"u8);
            if (line < 0)
            {
                return -1;
            }

            if (!Utf8Parser.TryParse(rest[..line], out int size, out _, 'x'))
            {
                throw new InvalidDataException("The response has neither a Content-Length nor chunks.");
            }

            at += line + 2 + size + 2;
            if (at > body.Length)
            {
                return -1;
            }

            if (size == 0)
            {
                return at;
            }
        }
    }
}
