using System.Net.Http.Json;

namespace CqrsPrototype.Tests.Monitoring;

/// <summary>A little of everything that callers do, over and over, until it is disposed of. Who gets no answer goes on.</summary>
internal sealed class Load : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly IReadOnlyList<HttpClient> _commands;
    private readonly HttpClient _queries;
    private readonly Task _running;

    /// <param name="commands">Command APIs, whose callers race with each other.</param>
    /// <param name="queries">A query API.</param>
    public Load(IReadOnlyList<HttpClient> commands, HttpClient queries)
    {
        (_commands, _queries) = (commands, queries);
        _running = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            var email = $"load{number}@x.org";
            await SendAsync(_commands[0].PostAsJsonAsync("/users", new { email, name = "Ada" }, _stop.Token));
            await SendAsync(_commands[0].PostAsJsonAsync("/users", new { email, name = "Ada" }, _stop.Token));

            // Processes race for the next version of one stream, and their projectors for its view.
            await Task.WhenAll(_commands.SelectMany((api, process) => Enumerable.Range(0, 4).Select(i =>
                SendAsync(api.PutAsJsonAsync($"/users/{email}", new { name = $"Ada {process} {i}" }, _stop.Token)))));

            await SendAsync(_queries.GetAsync($"/users/{email}?minVersion=2", _stop.Token));
            await SendAsync(_queries.GetAsync($"/users/{email}/history", _stop.Token));
            await SendAsync(_queries.GetAsync("/users", _stop.Token));
            await Task.Delay(Pause, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task SendAsync(Task<HttpResponseMessage> request)
    {
        try
        {
            (await request).Dispose();
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // The process is away or too slow, or the load ends.
        }
    }
}
