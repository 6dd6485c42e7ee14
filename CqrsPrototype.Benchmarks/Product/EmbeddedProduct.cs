using CqrsPrototype.EventSourcing.Deciding;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Sqlite;
using CqrsPrototype.Users;
using CqrsPrototype.Users.Domain;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CqrsPrototype.Benchmarks.Product;

/// <summary>The product without its HTTP side, in this process.</summary>
internal sealed class EmbeddedProduct : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly CommandHandler<UserCommand, UserEvent, UserState, UserRefusal> _handler;
    private readonly StreamNaming _naming;

    private EmbeddedProduct(ServiceProvider services)
    {
        _services = services;
        _handler = services.GetRequiredService<CommandHandler<UserCommand, UserEvent, UserState, UserRefusal>>();
        _naming = services.GetRequiredService<StreamNaming>();
    }

    public IServiceProvider Services => _services;

    public static EmbeddedProduct Open(string directory)
    {
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSqliteEventStore(directory);
        services.AddUserCommands();
        services.AddUserProjections();
        return new EmbeddedProduct(services.BuildServiceProvider());
    }

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
