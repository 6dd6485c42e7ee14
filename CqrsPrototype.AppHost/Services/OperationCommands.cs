using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CqrsPrototype.AppHost.Services;

/// <summary>Commands of the dashboard for what the operations API can do.</summary>
internal static class OperationCommands
{
    private const int AtOnce = 200;

    /// <summary>Adds them.</summary>
    public static IResourceBuilder<ProjectResource> WithOperationCommands(this IResourceBuilder<ProjectResource> projector) => projector
        .WithOperation("retry-stuck", "Retry stuck streams", "ArrowClockwise", "/operations/stuck", HttpMethod.Post, item => $"/operations/stuck/{item["stream"]}/retry")
        .WithOperation("replay-parked", "Replay parked messages", "Play", "/operations/parked", HttpMethod.Post, item => $"/operations/parked/{item["id"]}/replay")
        .WithOperation("delete-parked", "Delete parked messages", "Delete", "/operations/parked", HttpMethod.Delete, item => $"/operations/parked/{item["id"]}");

    private static IResourceBuilder<ProjectResource> WithOperation(
        this IResourceBuilder<ProjectResource> projector, string name, string title, string icon, string list, HttpMethod method, Func<JsonNode, string> target) =>
        projector.WithCommand(name, title, context => ForEachAsync(projector.GetEndpoint("http").Url, list, method, target, context.CancellationToken), new CommandOptions
        {
            Description = $"{method} for each of the first {AtOnce} of {list}.",
            IconName = icon,
            ConfirmationMessage = method == HttpMethod.Delete ? "They cannot be brought back." : null,
        });

    private static async Task<ExecuteCommandResult> ForEachAsync(
        string address, string list, HttpMethod method, Func<JsonNode, string> target, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var items = (await http.GetFromJsonAsync<JsonNode>($"{list}?limit={AtOnce}", cancellationToken))!["items"]!.AsArray();
        var failed = 0;
        foreach (var item in items)
        {
            using var request = new HttpRequestMessage(method, target(item!));
            using var response = await http.SendAsync(request, cancellationToken);
            failed += response.IsSuccessStatusCode ? 0 : 1;
        }

        return failed == 0 ? CommandResults.Success() : CommandResults.Failure($"{failed} of {items.Count} failed; {list} says why.");
    }
}
