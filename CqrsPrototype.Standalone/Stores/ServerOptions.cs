using CqrsPrototype.ServiceDefaults.Starting;
using MongoDB.Driver;
using RabbitMQ.Client;

namespace CqrsPrototype.Standalone.Stores;

/// <summary>Where the servers are that take the place of the data file.</summary>
/// <param name="MongoDB">Setting <c>ConnectionStrings__mongodb</c>.</param>
/// <param name="RabbitMQ">Setting <c>ConnectionStrings__messaging</c>.</param>
internal sealed record ServerOptions(MongoUrl MongoDB, Uri RabbitMQ)
{
    /// <summary>Reads the settings.</summary>
    /// <returns><see langword="null"/> where neither is set.</returns>
    /// <exception cref="StartException">Only one of them is set, or one is no address.</exception>
    public static ServerOptions? From(IConfiguration configuration)
    {
        var (mongodb, messaging) = (configuration.GetConnectionString("mongodb"), configuration.GetConnectionString("messaging"));
        return (string.IsNullOrEmpty(mongodb), string.IsNullOrEmpty(messaging)) switch
        {
            (true, true) => null,
            (false, false) => new ServerOptions(
                Parse("mongodb", mongodb!, text => new MongoUrl(text)), Parse("messaging", messaging!, text => new ConnectionFactory { Uri = new Uri(text) }.Uri)),
            _ => throw new StartException(
                "Only one of ConnectionStrings__mongodb and ConnectionStrings__messaging is set: set both to use servers, or none to keep the data in a file."),
        };
    }

    private static T Parse<T>(string name, string text, Func<string, T> parse)
    {
        try
        {
            return parse(text);
        }
        catch (Exception exception) when (exception is MongoConfigurationException or UriFormatException or ArgumentException)
        {
            throw new StartException($"ConnectionStrings__{name} is no address of such a server: {exception.Message}", exception);
        }
    }
}
