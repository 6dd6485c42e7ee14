using System.Net;
using System.Net.Http.Json;

namespace CqrsPrototype.AppHost.Services;

/// <summary>A command of the dashboard that makes users to look at.</summary>
internal static class SeedCommand
{
    private static readonly string[] Names =
    [
        "Ada Lovelace", "Grace Hopper", "Alan Turing", "Barbara Liskov", "Edsger Dijkstra", "Frances Allen", "Donald Knuth", "Katherine Johnson", "Tony Hoare", "Radia Perlman",
    ];

    /// <summary>Adds it; users that are there already stay as they are.</summary>
    public static IResourceBuilder<ProjectResource> WithSeedCommand(this IResourceBuilder<ProjectResource> commands) =>
        commands.WithCommand("seed", "Seed demo data", context => SeedAsync(commands.GetEndpoint("http").Url, context.CancellationToken), new CommandOptions
        {
            Description = $"Creates {Names.Length} users.",
            IconName = "PeopleAdd",
        });

    private static async Task<ExecuteCommandResult> SeedAsync(string address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        foreach (var name in Names)
        {
            var email = $"{name.ToLowerInvariant().Replace(' ', '.')}@computing.org";
            using var response = await http.PostAsJsonAsync("/users", new { name, email }, cancellationToken);
            if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.Conflict))
            {
                return CommandResults.Failure($"The command API answered {(int)response.StatusCode}.");
            }
        }

        return CommandResults.Success();
    }
}
