using System.Net.ServerSentEvents;

namespace CqrsPrototype.Tests.Support;

/// <summary>A client of the stream of changes.</summary>
internal sealed class ServerSentEvents : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private ServerSentEvents(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> items) => (_response, _items) = (response, items);

    public string? ContentType => _response.Content.Headers.ContentType?.MediaType;

    public static async Task<ServerSentEvents> OpenAsync(HttpClient client, string? lastEventId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/users/changes");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return new ServerSentEvents(response, SseParser.Create(body).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken));
    }

    /// <summary>The next change as <c>id|event|data</c>.</summary>
    public async Task<string> NextAsync()
    {
        (await _items.MoveNextAsync().AsTask().WaitAsync(Limit, TestContext.Current.CancellationToken)).Should().BeTrue();
        return $"{_items.Current.EventId}|{_items.Current.EventType}|{_items.Current.Data}";
    }

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
