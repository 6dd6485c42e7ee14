using System.Globalization;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Tests.Users;

/// <summary>What clients are told when something inside does not do what it should.</summary>
public sealed class UnavailabilityTests : IAsyncLifetime
{
    private UsersApplication _app = null!;

    public static TheoryData<string, string> Commands => new()
    {
        { "POST", "/users" }, { "PUT", "/users/ada@computing.org" }, { "DELETE", "/users/ada@computing.org" },
    };

    public static TheoryData<string> Queries =>
    [
        "/users", "/users/ada@computing.org", "/users/ada@computing.org?version=1", "/users/ada@computing.org?minVersion=1",
        "/users/ada@computing.org/history", "/users/changes",
    ];

    // What runs in the background fails by the same cause, and says so for itself.
    private IEnumerable<string> ErrorsOfRequests => _app.Log.Errors.Where(error =>
        !error.StartsWith("Subscription ", StringComparison.Ordinal) && !error.StartsWith("How far everything is", StringComparison.Ordinal));

    public async ValueTask InitializeAsync() => _app = await UsersApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_is_tried_for_10_s_before_the_store_is_said_not_to_answer(string method, string path)
    {
        _app.Failure = new EventStoreUnavailableException("host db-1 refuses connections");

        var answer = SendAsync(method, path);
        var passed = await _app.PassTimeUntil("the command is answered", () => answer.IsCompleted);

        passed.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
        await ShouldBeTriedAgainAsync(await answer, "store-unavailable");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_is_refused_at_once_where_the_store_has_been_away_for_longer_than_it_would_be_tried(string method, string path)
    {
        _app.Failure = new EventStoreUnavailableException("host db-1 refuses connections") { AwayFor = TimeSpan.FromSeconds(10) };
        var before = _app.Time.GetTimestamp();

        await ShouldBeTriedAgainAsync(await SendAsync(method, path), "store-unavailable");

        _app.Time.GetElapsedTime(before).Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_that_finds_the_queue_full_is_refused_at_once(string method, string path)
    {
        if (method != "POST")
        {
            await _app.CreateAsync("ada@computing.org", "Somebody");
        }

        _app.AppendFailure = new OverloadedException("The queue of db-1");

        await ShouldBeTriedAgainAsync(await SendAsync(method, path), "overloaded");
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_says_that_the_store_does_not_answer(string path)
    {
        _app.Failure = new EventStoreUnavailableException("host db-1 refuses connections");

        await ShouldBeTriedAgainAsync(await _app.SendAsync("GET", path), "store-unavailable");
        (await _app.SendAsync("HEAD", path)).Header("Content-Type").Should().Be(path == "/users/changes" ? "text/event-stream" : "application/problem+json");
    }

    [Fact]
    public async Task One_reader_more_than_may_wait_is_refused()
    {
        var views = _app.Services.GetRequiredService<EventSourcingSignals>().Views;
        var waiters = Enumerable.Range(0, ViewSignals.MaxWaiters).Select(_ => views.TryRegister(Some.Stream(), new StreamVersion(1))!).ToList();

        await ShouldBeTriedAgainAsync(await _app.SendAsync("GET", "/users/ada@computing.org?minVersion=1"), "overloaded");

        waiters.ForEach(waiter => waiter.Dispose());
    }

    [Theory]
    [InlineData("POST", "/users")]
    [InlineData("GET", "/users/ada@computing.org")]
    [InlineData("GET", "/users/changes")]
    public async Task A_mistake_inside_is_a_500_that_tells_nothing_of_the_inside(string method, string path)
    {
        _app.Failure = new InvalidTimeZoneException("password=hunter2");

        var response = await SendAsync(method, path);

        (await response.ShouldBeProblemAsync("internal", 500)).ToJsonString().Should().NotContain("hunter2").And.NotContain("TimeZone");
        ErrorsOfRequests.Should().ContainSingle().Which.Should().StartWith($"An unexpected error in a {method} request.").And.Contain("hunter2");
    }

    [Fact]
    public async Task A_client_that_has_gone_is_no_error()
    {
        _app.Failure = new ConnectionResetException("The client has gone in the middle of its request.");

        await _app.SendAsync("GET", "/users/ada@computing.org");

        ErrorsOfRequests.Should().BeEmpty();
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path) =>
        _app.SendAsync(method, path, method switch
        {
            "POST" => """{"email":"ada@computing.org","name":"Ada"}""",
            "PUT" => """{"name":"Ada"}""",
            _ => null,
        });

    private static async Task ShouldBeTriedAgainAsync(HttpResponseMessage response, string problem)
    {
        (await response.ShouldBeProblemAsync(problem, 503)).ToJsonString().Should().NotContain("db-1");
        int.Parse(response.Header("Retry-After")!, NumberStyles.None, CultureInfo.InvariantCulture).Should().BePositive();
    }
}
