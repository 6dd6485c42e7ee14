using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace CqrsPrototype.AppHost.Servers;

/// <summary>A command of the dashboard that sends a message which nobody can read.</summary>
internal static class PoisonCommand
{
    /// <summary>Adds it: the message is parked, and nothing else stops.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithPoisonCommand(this IResourceBuilder<RabbitMQServerResource> broker) =>
        broker.WithCommand("poison", "Send a poison message", context => SendAsync(broker, context.CancellationToken), new CommandOptions
        {
            Description = "Publishes a message that is no JSON. The projector parks it: see /operations/parked.",
            IconName = "Bug",
        });

    private static async Task<ExecuteCommandResult> SendAsync(IResourceBuilder<RabbitMQServerResource> broker, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var connection = await broker.Resource.ConnectionStringExpression.GetValueAsync(cancellationToken);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(new Uri(connection!).UserInfo)));
        var message = new
        {
            routing_key = "user.created",
            payload = "no JSON",
            payload_encoding = "string",
            properties = new { message_id = $"{Guid.NewGuid()}", type = "user.created" },
        };
        using var response = await http.PostAsJsonAsync(
            $"{broker.GetEndpoint("management").Url}/api/exchanges/%2F/domain_events/publish", message, cancellationToken);
        return response.IsSuccessStatusCode ? CommandResults.Success() : CommandResults.Failure($"RabbitMQ answered {(int)response.StatusCode}.");
    }
}
