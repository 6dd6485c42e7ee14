using CqrsPrototype.Benchmarks.Backing;
using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Mongo;
using CqrsPrototype.Rabbit;
using CqrsPrototype.Rabbit.Topology;
using CqrsPrototype.Sqlite;
using CqrsPrototype.Users;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MongoDB.Driver;
using RabbitMQ.Client;

namespace CqrsPrototype.Benchmarks.Product;

/// <summary>The product without its HTTP side, in this process. Nothing runs by itself.</summary>
internal sealed class HeadlessProduct : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CommandHandler<UserCommand, UserEvent, UserState, UserRefusal> _handler;
    private readonly StreamNaming _naming;

    private HeadlessProduct(Action<IServiceCollection> addStores)
    {
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        addStores(services);
        services.AddUserCommands();
        services.AddUserProjections();
        _services = services.BuildServiceProvider();
        _handler = _services.GetRequiredService<CommandHandler<UserCommand, UserEvent, UserState, UserRefusal>>();
        _naming = _services.GetRequiredService<StreamNaming>();
    }

    /// <summary>The queue that feeds the read model, where there is a broker.</summary>
    public static ProjectionQueue Queue { get; } = new(UserProjection.View, UserAggregate.Category);

    /// <summary>Opens it on a file in a directory.</summary>
    public static HeadlessProduct Open(string directory) => new(services => services.AddSqliteEventStore(directory));

    /// <summary>Opens it on servers.</summary>
    public static HeadlessProduct Open(OwnServers servers) => new(services =>
    {
        services.AddSingleton<IMongoClient>(_ => new MongoClient(servers.MongoDb));
        services.AddMongoEventStore(servers.Database.DatabaseNamespace.DatabaseName);
        services.AddSequencer();
        services.AddSingleton<IConnectionFactory>(new ConnectionFactory { Uri = servers.Messaging });
        services.AddRabbitMessaging(Queue);
    });

    public IServiceProvider Services => _services;

    // The key is at hand once the first command was handled.
    public StreamId StreamOf(string address) =>
        _naming.StreamOfAsync(EmailAddress.Parse(address, out _)!, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public Task CreateAsync(string address, string name, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(address, out _)!;
        return HandleAsync(email, new CreateUser(email, UserName.Parse(name, out _)!), cancellationToken);
    }

    public Task RenameAsync(string address, string name, CancellationToken cancellationToken) =>
        HandleAsync(EmailAddress.Parse(address, out _)!, new UpdateUser(UserName.Parse(name, out _)!), cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task HandleAsync(EmailAddress email, UserCommand command, CancellationToken cancellationToken)
    {
        var context = new CommandContext<UserState> { Metadata = new EventMetadata(Guid.CreateVersion7().ToString("N")) };
        var stream = await _naming.StreamOfAsync(email, cancellationToken);
        var result = await _handler.HandleAsync(stream, command, context, cancellationToken);
        if (result is not CommandResult<UserState, UserRefusal>.Accepted)
        {
            throw new InvalidOperationException($"A command was answered with {result}.");
        }
    }
}
