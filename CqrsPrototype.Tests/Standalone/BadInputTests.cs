using System.Net;
using System.Net.Sockets;
using System.Text;
using CqrsPrototype.EventSourcing.Log;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>Thousands of bad requests, byte by byte over a socket, since no client would send them.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private const int Requests = 3000;

    private static readonly Gen<string> Noise = Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Pick('%', '"', '\\', '{', '}', '/', '@', '*', ',', 'é', '\u200d')), 0, 40];

    private static readonly Gen<string> Body = Gen.OneOf(
        Noise,
        Noise.Select(text => $$"""{"email":{{text}},"name":"Ada"}"""),
        Gen.Select(Noise, Noise, (name, value) => $$"""{"email":"ada","name":"{{name}}","{{value}}":1}"""),
        Gen.Int[1, 300].Select(depth => new string('[', depth)),
        Gen.Int[16_384, 20_000].Select(length => $$"""{"email":"{{new string('a', length)}}"}"""),
        Pick("""{"email":"a b@c","name":"x"}""", """{"email":"a@b","name":"\ud83d"}""", """{"email":"a@b","name":1e999}""", "nul", "{\"email\":\"a@b\",\"name\":\"\0\"}"));

    private static readonly Gen<string> Path = Gen.OneOf(
        Gen.Const("/users"),
        Noise.Select(text => $"/users/{Printable(text)}"),
        Noise.Select(text => $"/users/ada@{Printable(text)}%"),
        Noise.Select(text => $"/users?limit={Printable(text)}x"),
        Noise.Select(text => $"/users/ada@computing.org?version={Printable(text)}x"),
        Pick("/users/%", "/users/%zz", "/users/%c3%28@x", "/users/a@b@c", "/users/..%2f", "/users/ada@x%00", "/nowhere"));

    private static readonly Gen<(string Name, string Value)> Header = Gen.Select(
        Pick("If-Match", "Idempotency-Key", "X-Correlation-Id", "Prefer", "If-None-Match", "Last-Event-ID", "traceparent", "X-Nothing"),
        Noise.Select(Printable));

    private static readonly Gen<string> Request =
        from method in Pick("POST", "PUT", "DELETE", "PATCH", "FOO")
        from path in Path
        from type in Pick("application/json", "application/json", "text/plain", "*/*", "application/json; charset=x")
        from headers in Header.Array[0, 3]
        from body in Body
        select $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {type}\r\n"
            + string.Concat(headers.Select(h => $"{h.Name}: {h.Value}\r\n"))
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    private StandaloneApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await StandaloneApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Bad_requests_get_a_4xx_problem_each_make_no_event_and_the_service_goes_on()
    {
        var requests = Gen.Select(Request, Gen.Int[0, 2]).Array[Requests].Single();

        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (request, token) =>
        {
            var answer = await SendAsync(request.Item1, _app.Ports[request.Item2], token);
            answer.Should().MatchRegex("^HTTP/1.1 4\\d\\d ", "the request was\n{0}", request.Item1);

            // What the server refuses before routing, such as a header that is not ASCII, has a status without a body.
            var isRefusedByServer = answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal) && answer.Contains("Content-Length: 0", StringComparison.Ordinal);
            if (!isRefusedByServer)
            {
                answer.Should().Contain("application/problem+json", "the request was\n{0}", request.Item1);
            }
        });

        (await _app.Services.GetRequiredService<IEventLog>().GetEndAsync(Cancel)).Should().Be(GlobalPosition.Start);
        (await _app.CreateAsync("ada@computing.org")).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static async Task<string> SendAsync(string request, int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await using var stream = client.GetStream();
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), cancellationToken);
            await stream.CopyToAsync(answer, cancellationToken).WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
        }
        catch (IOException) when (answer.Length > 0)
        {
            // The server has answered and closed before it had read a body that is too large.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    // A space or a control character would end the request line.
    private static string Printable(string text) => string.Concat(text.Where(c => c is > ' ' and <= '~'));
}
