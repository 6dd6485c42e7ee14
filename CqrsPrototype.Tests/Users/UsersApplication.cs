using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.ServiceDefaults;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users;
using CqrsPrototype.Users.Commands;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;
using CqrsPrototype.Users.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CqrsPrototype.Tests.Users;

/// <summary>Both APIs on one port, on stores in memory that fail when a test says so, in a time that only a test moves.</summary>
public sealed class UsersApplication : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly WebApplication _app;

    private UsersApplication(WebApplication app, FakeTimeProvider time, ErrorLog log)
    {
        (_app, Time, Log) = (app, time, log);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(60) };
    }

    public HttpClient Client { get; }

    public FakeTimeProvider Time { get; }

    public IServiceProvider Services => _app.Services;

    internal ErrorLog Log { get; }

    /// <summary>What every store throws, while it is set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What appends alone throw, while it is set.</summary>
    public Exception? AppendFailure { get; set; }

    public static async Task<UsersApplication> StartAsync()
    {
        var (time, log) = (new FakeTimeProvider(Some.Time), new ErrorLog());
        UsersApplication? application = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddServiceDefaults();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddInMemoryEventStore();
        builder.Services.AddUserCommands();
        builder.Services.AddUserProjections();
        builder.Services.AddUserQueries();
        builder.Services.AddLogFeeds();
        LetFail<IEventStore>(builder.Services, method => application?.Failure ?? (method == nameof(IEventStore.AppendAsync) ? application?.AppendFailure : null));
        LetFail<IEventLog>(builder.Services, _ => application?.Failure);
        LetFail<IViewStore>(builder.Services, _ => application?.Failure);
        LetFail<IViewReader>(builder.Services, _ => application?.Failure);

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapDefaultEndpoints();
        app.MapUserCommands(_ => "");
        app.MapUserQueries();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return application = new UsersApplication(app, time, log);
    }

    public Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        StandaloneApplication.SendAsync(Client, new HttpMethod(method), path, body, headers);

    public Task<HttpResponseMessage> CreateAsync(string email, string name = "Ada Lovelace", params (string Name, string Value)[] headers) =>
        SendAsync("POST", "/users", $$"""{"email":"{{email}}","name":"{{name}}"}""", headers);

    /// <summary>Makes the view of a user one that cannot be read.</summary>
    public async Task DamageAsync(string email)
    {
        var stream = await Services.GetRequiredService<StreamNaming>().StreamOfAsync(EmailAddress.Parse(email, out _)!, CancellationToken.None);
        var views = Services.GetRequiredService<IViewStore>();
        var version = (await views.LoadVersionsAsync(UserProjection.View, [stream], CancellationToken.None))[stream];
        var damaged = StoredView.Damaged(stream, version, "its version is no number from 1 on");
        (await views.SaveAsync(UserProjection.View, [new ViewWrite(damaged, version)], CancellationToken.None)).Should().BeTrue();
    }

    /// <summary>Lets time pass until something is done.</summary>
    /// <returns>How much has passed.</returns>
    public async Task<TimeSpan> PassTimeUntil(string condition, Func<bool> holds)
    {
        var begin = Time.GetTimestamp();
        await Eventually.Until(condition, () =>
        {
            if (holds())
            {
                return true;
            }

            Time.Advance(Step);
            return false;
        });
        return Time.GetElapsedTime(begin);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static void LetFail<TPort>(IServiceCollection services, Func<string, Exception?> failure)
        where TPort : class
    {
        var sound = services.Last(service => service.ServiceType == typeof(TPort));
        services.AddSingleton(provider => FailingPort.Around((TPort)sound.ImplementationFactory!(provider), failure));
    }
}
