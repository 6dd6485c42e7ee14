using System.Net;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Tests.Gateway;

/// <summary>Several replicas, some of them away, ill or slow.</summary>
public sealed class ReplicaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replica_that_is_dead_is_passed_over_by_every_request_and_commands_too()
    {
        await using var alive = await Upstream.StartAsync(http => http.Response.WriteAsync("alive"));
        var dead = FreePorts.Take(2);
        await using var gateway = await GatewayApplication.StartAsync(GatewayApplication.Replicas("commandapi", dead[0], alive.Port, dead[1]));

        for (var i = 0; i < 20; i++)
        {
            (await gateway.SendAsync(HttpMethod.Post, "/users", "{}")).StatusCode.Should().Be(HttpStatusCode.OK);
        }

        alive.Targets.Should().HaveCount(20);
    }

    [Fact]
    public async Task A_replica_that_does_not_answer_the_attempt_to_connect_is_passed_over_by_commands_too()
    {
        await using var alive = await Upstream.StartAsync(http => http.Response.WriteAsync("alive"));
        using var gone = new FullPort();
        await using var gateway = await GatewayApplication.StartAsync(GatewayApplication.Replicas("commandapi", gone.Port, alive.Port));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => gateway.SendAsync(HttpMethod.Post, "/users", "{}")));

        answers.Should().OnlyContain(answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_no_replica_answers_the_attempt_to_connect_nothing_was_done_and_the_answer_is_503()
    {
        using var gone = new FullPort();
        await using var gateway = await GatewayApplication.StartAsync(GatewayApplication.Replicas("commandapi", gone.Port));

        await (await gateway.SendAsync(HttpMethod.Post, "/users", "{}")).ShouldBeProblemAsync("service-unavailable", 503);
    }

    [Fact]
    public async Task A_replica_that_says_that_it_is_ill_gets_nothing_until_it_is_well_again()
    {
        await using var first = await Upstream.StartAsync(http => http.Response.WriteAsync("first"));
        await using var second = await Upstream.StartAsync(http => http.Response.WriteAsync("second"));
        await using var gateway = await GatewayApplication.StartAsync(GatewayApplication.Replicas("queryapi", first.Port, second.Port));
        await Eventually.Until("the gateway knows that both are well", async () => await WellAsync(gateway) == "2 of 2 replicas are well.");

        first.IsWell = false;
        await Eventually.Until("the gateway knows that the first is ill", async () => await WellAsync(gateway) == "1 of 2 replicas are well.");
        (await AnswersAsync(gateway, 30)).Should().OnlyContain(answer => answer == "second");

        first.IsWell = true;
        await Eventually.Until("the first is asked again", async () => (await AnswersAsync(gateway, 10)).Contains("first"));
    }

    [Fact]
    public async Task Nobody_vouches_for_a_replica_that_has_not_answered_yet()
    {
        await using var late = await Upstream.StartAsync(http => http.Response.WriteAsync("late"));
        late.IsWell = false;
        await using var gateway = await GatewayApplication.StartAsync(GatewayApplication.Replicas("queryapi", late.Port));

        var told = new List<string>();
        await Eventually.Until("it has been asked twice", async () =>
        {
            told.Add(await WellAsync(gateway));
            return late.Checks >= 2;
        });
        told.Should().OnlyContain(description => description == "0 of 1 replicas are well.");

        late.IsWell = true;
        await Eventually.Until("it has answered", async () => await WellAsync(gateway) == "1 of 1 replicas are well.");
    }

    [Fact]
    public async Task Where_all_are_ill_one_of_them_says_what_is_wrong()
    {
        await using var ill = await Upstream.StartAsync(http =>
        {
            http.Response.StatusCode = 503;
            return http.Response.WriteAsync("the store is away");
        });
        ill.IsWell = false;
        await using var gateway = await GatewayApplication.StartAsync(GatewayApplication.Replicas("queryapi", ill.Port));
        await Eventually.Until("the gateway knows that it is ill", async () => await WellAsync(gateway) == "0 of 1 replicas are well.");

        (await AnswersAsync(gateway, 1)).Should().Equal("the store is away");
    }

    [Fact]
    public async Task Where_nobody_is_there_the_answer_is_503_and_when_to_try_again()
    {
        await using var gateway = await GatewayApplication.StartAsync(GatewayApplication.Replicas("commandapi", FreePorts.Take(1)));

        var response = await gateway.SendAsync(HttpMethod.Post, "/users", "{}");

        await response.ShouldBeProblemAsync("service-unavailable", 503);
        response.Header("Retry-After").Should().Be("1");
    }

    [Fact]
    public async Task Where_the_answer_breaks_off_it_is_502_and_nobody_else_is_asked_since_it_may_have_been_done()
    {
        await using var breaking = await Upstream.StartAsync(http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });
        await using var other = await Upstream.StartAsync(http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });
        await using var gateway = await GatewayApplication.StartAsync(GatewayApplication.Replicas("commandapi", breaking.Port, other.Port));

        var response = await gateway.SendAsync(HttpMethod.Post, "/users", "{}");

        await response.ShouldBeProblemAsync("service-unavailable", 502);
        response.Header("Retry-After").Should().Be("1");
        (breaking.Targets.Count + other.Targets.Count).Should().Be(1);
    }

    [Fact]
    public async Task Where_no_answer_comes_in_time_it_is_504()
    {
        await using var silent = await Upstream.StartAsync(http => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted));
        await using var gateway = await GatewayApplication.StartAsync(GatewayApplication.Replicas("commandapi", silent.Port));

        var response = await gateway.SendAsync(HttpMethod.Post, "/users", "{}");

        await response.ShouldBeProblemAsync("service-unavailable", 504);
    }

    [Fact]
    public async Task The_target_is_passed_on_as_it_was_sent()
    {
        await using var upstream = await Upstream.StartAsync(_ => Task.CompletedTask);
        await using var gateway = await GatewayApplication.StartAsync(GatewayApplication.Replicas("projector", upstream.Port));

        await gateway.SendAsync(HttpMethod.Post, "/operations/parked/a%2Fb%252F/replay?x=%20%2B");

        upstream.Targets.Should().Equal("/operations/parked/a%2Fb%252F/replay?x=%20%2B");
    }

    private static async Task<List<string>> AnswersAsync(GatewayApplication gateway, int count)
    {
        var answers = new List<string>();
        for (var i = 0; i < count; i++)
        {
            answers.Add(await (await gateway.GetAsync("/users")).Content.ReadAsStringAsync(Cancel));
        }

        return answers;
    }

    private static async Task<string> WellAsync(GatewayApplication gateway) =>
        (string)(await (await gateway.GetAsync("/health")).JsonAsync())["entries"]!["queryapi"]!["description"]!;
}
