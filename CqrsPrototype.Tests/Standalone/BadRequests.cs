using System.Text;
using CsCheck;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>Requests that are wrong in at least one place, as text for a socket.</summary>
internal static class BadRequests
{
    private static readonly Gen<string> Noise =
        Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Pick('%', '"', '\\', '{', '}', '/', '@', '*', ',', 'é', '\u200d')), 0, 40];

    private static readonly Gen<string> Word = Noise.Select(Printable);

    private static readonly Gen<string> Value = Word.Select(text => text.Replace("&", "", StringComparison.Ordinal).Replace("#", "", StringComparison.Ordinal));

    private static readonly Gen<string> Body = Gen.OneOf(
        Noise,
        Noise.Select(text => $$"""{"email":{{text}},"name":"Ada"}"""),
        Gen.Select(Noise, Noise, (name, value) => $$"""{"email":"ada","name":"{{name}}","{{value}}":1}"""),
        Gen.Int[1, 300].Select(depth => new string('[', depth)),
        Gen.Int[16_384, 20_000].Select(length => $$"""{"email":"{{new string('a', length)}}"}"""),
        Pick("""{"email":"a b@c","name":"x"}""", """{"email":"a@b","name":"\ud83d"}""", """{"email":"a@b","name":"\uFFFE"}""", """{"email":"\uFFFEa@b","name":"x"}""", """{"email":"a@b","name":1e999}""", "nul", "{\"email\":\"a@b\",\"name\":\"\0\"}"));

    private static readonly Gen<(string Name, string Value)> Header = Gen.Select(
        Pick("If-Match", "Idempotency-Key", "X-Correlation-Id", "Prefer", "If-None-Match", "Last-Event-ID", "traceparent", "X-Nothing"),
        Word);

    private static readonly Gen<string> CommandPath = Gen.OneOf(
        Gen.Const("/users"),
        Word.Select(text => $"/users/{text}"),
        Word.Select(text => $"/users/ada@{text}%"),
        Word.Select(text => $"/users?limit={text}x"),
        Pick("/users/%", "/users/%zz", "/users/%c3%28@x", "/users/a@b@c", "/users/..%2f", "/users/ada@x%00", "/users/%EF%BF%BEa@b", "/nowhere"));

    // What stands behind the noise makes sure that it is not by chance what the parameter may be.
    private static readonly Gen<string> QueryTarget = Gen.OneOf(
        Value.Select(text => $"/users?limit={text}x"),
        Value.Select(text => $"/users?after={text}*"),
        Value.Select(text => $"/users?search=a&search={text}"),
        Value.Select(text => $"/users/ada@computing.org?version={text}x"),
        Value.Select(text => $"/users/ada@computing.org?minVersion={text}x"),
        Value.Select(text => $"/users/ada@computing.org?version=1&minVersion={text}"),
        Value.Select(text => $"/users/ada@computing.org/history?after={text}x"),
        Value.Select(text => $"/users/ada@computing.org/history?limit={text}x"),
        Value.Select(text => $"/users/nobody@{text.Replace("?", "", StringComparison.Ordinal)}%"),
        Pick("/users/%ff@x/history", "/users/ada", "/users/a%2Fb@c", "/users/%EF%BF%BEa@b", "/users?search=%EF%BF%BE", "/nowhere/at/all", "/problems/none"));

    /// <summary>Requests to the routes of commands, and with methods that nobody knows.</summary>
    public static Gen<string> Commands { get; } =
        from method in Pick("POST", "PUT", "DELETE", "PATCH", "FOO")
        from path in CommandPath
        from type in Pick("application/json", "application/json", "text/plain", "*/*", "application/json; charset=x")
        from headers in Header.Array[0, 3]
        from body in Body
        from chunked in Gen.Bool
        select $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {type}\r\n{Lines(headers)}{Framed(body, chunked)}";

    /// <summary>Requests to the routes of queries.</summary>
    public static Gen<string> Queries { get; } =
        from method in Pick("GET", "HEAD")
        from target in Gen.OneOf(QueryTarget.Select(target => (target, "")), Word.Select(text => ("/users/changes", $"Last-Event-ID: {text}x\r\n")))
        from headers in Header.Where(header => header.Name != "Last-Event-ID").Array[0, 3]
        select $"{method} {target.Item1} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{target.Item2}{Lines(headers)}\r\n";

    public static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Lines(IEnumerable<(string Name, string Value)> headers) => string.Concat(headers.Select(h => $"{h.Name}: {h.Value}\r\n"));

    private static string Framed(string body, bool chunked)
    {
        var length = Encoding.UTF8.GetByteCount(body);
        return (chunked, length) switch
        {
            (false, _) => $"Content-Length: {length}\r\n\r\n{body}",
            (true, 0) => "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            _ => $"Transfer-Encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n0\r\n\r\n",
        };
    }

    // A space or a control character would end the request line.
    private static string Printable(string text) => string.Concat(text.Where(c => c is > ' ' and <= '~'));
}
