using System.Net;
using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.EventSourcing.InMemory;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Operations;
using CqrsPrototype.ServiceDefaults;
using CqrsPrototype.Tests.EventSourcing.Projections;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CqrsPrototype.Tests.Operations;

/// <summary>The operations API in a process of its own, over the ports in memory, with a projection that can be spoilt.</summary>
internal sealed class OperationsApplication : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private OperationsApplication(WebApplication app, FakeTimeProvider time, SpoiltProjection projection, FakeBroker? broker)
    {
        (_app, Time, Projection, Broker) = (app, time, projection, broker);
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromMinutes(2) };
    }

    public FakeTimeProvider Time { get; }

    public SpoiltProjection Projection { get; }

    public FakeBroker? Broker { get; }

    /// <summary>What checkpoints and lists throw, while it is set.</summary>
    public Exception? Failure { get; set; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="broker">The broker, where there is one.</param>
    /// <param name="register">What the host has beside stores, projections and broker.</param>
    public static async Task<OperationsApplication> StartAsync(FakeBroker? broker = null, Action<IServiceCollection>? register = null)
    {
        var (time, projection) = (new FakeTimeProvider(Some.Time), new SpoiltProjection());
        OperationsApplication? application = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddServiceDefaults();
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddInMemoryEventStore();
        builder.Services.AddSingleton(FailingPort.Around<ICheckpointStore>(new InMemoryCheckpointStore(), _ => application?.Failure));
        builder.Services.AddSingleton(FailingPort.Around<IStuckStreams>(new InMemoryStuckStreams(), _ => application?.Failure));
        builder.Services.AddSingleton(FailingPort.Around<IParkedMessages>(new InMemoryParkedMessages(), _ => application?.Failure));
        builder.Services.AddProjection(projection);
        builder.Services.AddProjection(new AccountProjection());
        builder.Services.AddOperations();
        if (broker is not null)
        {
            builder.Services.AddSingleton<IParkedMessageReplay>(broker);
            builder.Services.AddSingleton<IEventConsumers>(broker);
        }

        register?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapOperations();
        await app.StartAsync(Cancel);
        return application = new OperationsApplication(app, time, projection, broker);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> PostAsync(string path) => SendAsync(HttpMethod.Post, path);

    public Task<HttpResponseMessage> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>Appends an event of a user now.</summary>
    public async Task<Commit> AppendAsync(StreamId stream, long previous, UserEvent happened)
    {
        var events = new[] { UserAggregate.Events.Serialize(happened, Guid.CreateVersion7()) };
        var commit = new Commit(Guid.CreateVersion7(), stream, new StreamVersion(previous), Time.GetUtcNow(), events);
        (await Get<IEventStore>().AppendAsync(commit, Cancel)).Should().Be(AppendResult.Appended);
        return commit;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) => StandaloneApplication.SendAsync(_client, method, path, null);
}
