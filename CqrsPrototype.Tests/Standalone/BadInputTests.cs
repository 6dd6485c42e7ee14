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

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private StandaloneApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await StandaloneApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Bad_commands_get_a_4xx_problem_each_make_no_event_and_the_service_goes_on() =>
        await EachShouldGetAProblemAsync(BadRequests.Commands, [_app.Ports[0], _app.Ports[1], _app.Ports[2]]);

    [Fact]
    public async Task Bad_queries_get_a_4xx_problem_each_and_the_service_goes_on() =>
        await EachShouldGetAProblemAsync(BadRequests.Queries, [_app.Ports[1], _app.Ports[2]]);

    [Fact]
    public async Task What_is_no_HTTP_at_all_is_refused_before_it_gets_anywhere()
    {
        await ForEachAsync(Gen.Byte.Array[0, 60].Select(Encoding.Latin1.GetString), 500, async (noise, token) =>
        {
            var answer = await SendAsync(Encoding.Latin1.GetBytes($"{noise}\r\n\r\n"), _app.Ports[0], token, isAll: true);

            answer.Should().MatchRegex("^(HTTP/1.1 4\\d\\d |$)", "the bytes were {0}", noise);
        });

        await TheServiceShouldGoOnAsync();
    }

    private async Task EachShouldGetAProblemAsync(Gen<string> requests, int[] ports)
    {
        await ForEachAsync(Gen.Select(requests, BadRequests.Pick(ports)), Requests, async (request, token) =>
        {
            var answer = await SendAsync(Encoding.UTF8.GetBytes(request.Item1), request.Item2, token);

            answer.Should().MatchRegex("^HTTP/1.1 4\\d\\d ", "the request was\n{0}", request.Item1);
            if (!IsRefusedByTheServer(request.Item1, answer))
            {
                answer.Should().Contain("Content-Type: application/problem+json", "the request was\n{0}", request.Item1);
            }
        });

        await TheServiceShouldGoOnAsync();
    }

    // The server itself refuses a zero byte in a path, with a status and no body.
    private static bool IsRefusedByTheServer(string request, string answer) =>
        request.Contains("%00", StringComparison.Ordinal) && answer.Contains("Content-Length: 0", StringComparison.Ordinal);

    private async Task TheServiceShouldGoOnAsync()
    {
        _app.Log.Errors.Should().BeEmpty();
        (await _app.Services.GetRequiredService<IEventLog>().GetEndAsync(Cancel)).Should().Be(GlobalPosition.Start);
        (await _app.CreateAsync("ada@computing.org")).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    private static Task ForEachAsync<T>(Gen<T> gen, int count, Func<T, CancellationToken, ValueTask> send) =>
        Parallel.ForEachAsync(gen.Array[count].Single(), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, send)
            .WaitAsync(Limit, Cancel);

    private static async Task<string> SendAsync(byte[] request, int port, CancellationToken cancellationToken, bool isAll = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await using var stream = client.GetStream();
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request, cancellationToken);
            if (isAll)
            {
                // The server may have taken it for the beginning of a request, and would wait for the rest.
                client.Client.Shutdown(SocketShutdown.Send);
            }

            await stream.CopyToAsync(answer, cancellationToken).WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException && answer.Length > 0)
        {
            // The server has answered and closed before it had read a body that is too large.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
