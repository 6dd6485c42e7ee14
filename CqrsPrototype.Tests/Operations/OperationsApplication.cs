using System.Net;
using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.EventSourcing.Streams;
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

    private OperationsApplication(WebApplication app, FakeTimeProvider time, SpoiltProjection projection)
    {
        (_app, Time, Projection) = (app, time, projection);
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(60) };
    }

    public FakeTimeProvider Time { get; }

    public SpoiltProjection Projection { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="register">What the host has beside stores and projections.</param>
    public static async Task<OperationsApplication> StartAsync(Action<IServiceCollection>? register = null)
    {
        var (builder, time, projection) = (WebApplication.CreateSlimBuilder(), new FakeTimeProvider(Some.Time), new SpoiltProjection());
        builder.AddServiceDefaults();
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddInMemoryEventStore();
        builder.Services.AddProjection(projection);
        builder.Services.AddProjection(new AccountProjection());
        builder.Services.AddOperations();
        register?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapOperations();
        await app.StartAsync(Cancel);
        return new OperationsApplication(app, time, projection);
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
