using System.Net;
using System.Net.Sockets;
using System.Text;
using CqrsPrototype.EventSourcing.Log;
using CqrsPrototype.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.Tests.Standalone;

/// <summary>Each row of the contract's commands, against the real host.</summary>
public sealed class CommandApiTests : IAsyncLifetime
{
    private StandaloneApplication _app = null!;

    public async ValueTask InitializeAsync() => _app = await StandaloneApplication.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Creating_a_user_answers_201_with_the_user_its_version_and_where_to_read_it()
    {
        var response = await _app.CreateAsync("Ada@Computing.org");

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        response.Header("ETag").Should().Be("\"1\"");
        response.Header("Content-Type").Should().Be("application/json");
        response.Header("Location").Should().Be($"http://127.0.0.1:{_app.Ports[1]}/users/Ada@Computing.org?minVersion=1");
        var user = await response.JsonAsync();
        user.AsObject().Select(m => m.Key).Should().Equal("email", "name", "version", "createdAt", "updatedAt");
        ((string)user["email"]!).Should().Be("Ada@Computing.org");
        ((long)user["version"]!).Should().Be(1);
        ((string)user["createdAt"]!).Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$").And.Be((string)user["updatedAt"]!);
    }

    [Fact]
    public async Task Without_a_Host_header_the_location_is_at_the_address_that_was_connected_to()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _app.Ports[0], TestContext.Current.CancellationToken);
        const string Body = """{"email":"ada@computing.org","name":"Ada"}""";
        var request = $"POST /users HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var answer = new StreamReader(client.GetStream());

        (await answer.ReadToEndAsync(TestContext.Current.CancellationToken))
            .Should().Contain($"Location: http://127.0.0.1:{_app.Ports[1]}/users/ada@computing.org?minVersion=1");
    }

    [Fact]
    public async Task Through_the_gateway_the_location_is_path_absolute()
    {
        var response = await StandaloneApplication.SendAsync(_app.Gateway, HttpMethod.Post, "/users", """{"email":"ada@computing.org","name":"Ada"}""");

        response.Header("Location").Should().Be("/users/ada@computing.org?minVersion=1");
        (await _app.Gateway.GetAsync(response.Header("Location"), TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("ada@computing.org")]
    [InlineData("ADA@COMPUTING.ORG")]
    [InlineData("  ada@computing.org ")]
    public async Task Creating_a_user_that_exists_is_409_whatever_the_spelling(string email)
    {
        await _app.CreateAsync("ada@computing.org");

        await (await _app.CreateAsync(email)).ShouldBeProblemAsync("user-exists", 409);
    }

    [Fact]
    public async Task Two_unicode_forms_of_one_address_are_one_user()
    {
        (await _app.CreateAsync("ren\u00e9@computing.org")).StatusCode.Should().Be(HttpStatusCode.Created);

        await (await _app.CreateAsync("rene\u0301@computing.org")).ShouldBeProblemAsync("user-exists", 409);
    }

    [Fact]
    public async Task Renaming_a_user_answers_200_with_the_user_and_its_version()
    {
        await _app.CreateAsync("ada@computing.org");

        var response = await _app.PutAsync("ADA@computing.org", "Ada King");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Header("ETag").Should().Be("\"2\"");
        var user = await response.JsonAsync();
        (((string)user["email"]!), ((string)user["name"]!), ((long)user["version"]!)).Should().Be(("ada@computing.org", "Ada King", 2));
    }

    [Fact]
    public async Task An_unchanged_name_makes_no_event()
    {
        await _app.CreateAsync("ada@computing.org", "Ada");

        var response = await _app.PutAsync("ada@computing.org", " Ada ");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Header("ETag").Should().Be("\"1\"");
    }

    [Fact]
    public async Task Deleting_a_user_answers_204_with_the_version_of_the_deletion_and_she_can_be_created_again()
    {
        await _app.CreateAsync("ada@computing.org");

        var deleted = await _app.DeleteAsync("ada@computing.org");
        deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        deleted.Header("ETag").Should().Be("\"2\"");
        (await deleted.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();

        var again = await _app.CreateAsync("Ada@computing.org");
        again.StatusCode.Should().Be(HttpStatusCode.Created);
        again.Header("ETag").Should().Be("\"3\"");
        again.Header("Location").Should().EndWith("?minVersion=3");
    }

    [Fact]
    public async Task Changing_or_deleting_a_user_that_is_not_there_is_404()
    {
        await (await _app.PutAsync("nobody@computing.org", "Nobody")).ShouldBeProblemAsync("user-not-found", 404);
        await (await _app.DeleteAsync("nobody@computing.org")).ShouldBeProblemAsync("user-not-found", 404);
    }

    [Theory]
    [InlineData("\"1\"", 412)]
    [InlineData("\"2\"", 200)]
    [InlineData("\"2.g7\"", 200)]
    [InlineData("\"2.gx\"", 412)]
    [InlineData("\"02\"", 412)]
    [InlineData("\"2.g\"", 412)]
    [InlineData("\"1\", \"2\"", 200)]
    [InlineData("\"1\",\"3\"", 412)]
    [InlineData("W/\"2\"", 412)]
    [InlineData("\"somebody's\"", 412)]
    [InlineData("*", 200)]
    public async Task If_Match_decides_whether_a_change_is_made(string ifMatch, int status)
    {
        await _app.CreateAsync("ada@computing.org");
        await _app.PutAsync("ada@computing.org", "Ada King");

        var response = await _app.PutAsync("ada@computing.org", "Ada Byron", ("If-Match", ifMatch));

        ((int)response.StatusCode).Should().Be(status);
        if (status == 412)
        {
            ((long)(await response.ShouldBeProblemAsync("version-mismatch", 412))["currentVersion"]!).Should().Be(2);
        }
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"0\"")]
    public async Task If_Match_on_an_absent_user_is_412(string ifMatch)
    {
        await (await _app.PutAsync("nobody@computing.org", "Nobody", ("If-Match", ifMatch))).ShouldBeProblemAsync("version-mismatch", 412);
        await (await _app.DeleteAsync("nobody@computing.org", ("If-Match", ifMatch))).ShouldBeProblemAsync("version-mismatch", 412);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("\"2")]
    [InlineData("*, \"2\"")]
    [InlineData("")]
    public async Task A_malformed_If_Match_is_400(string ifMatch) =>
        await (await _app.PutAsync("ada@computing.org", "Ada", ("If-Match", ifMatch))).ShouldBeProblemAsync("invalid-request", 400);

    [Fact]
    public async Task The_same_key_with_the_same_request_has_its_effect_once_and_gets_the_same_answer()
    {
        var first = await _app.CreateAsync("ada@computing.org", "Ada", ("Idempotency-Key", "k1"));
        await _app.PutAsync("ada@computing.org", "Ada King");

        var repeated = await _app.PostAsync("""{ "name" : "Ada", "email" : "ADA@computing.org" }""", ("Idempotency-Key", "\"k1\""));

        await repeated.ShouldRepeatAsync(first);
    }

    [Fact]
    public async Task Changes_and_deletions_are_repeated_by_their_keys_too()
    {
        await _app.CreateAsync("ada@computing.org");
        var put = await _app.PutAsync("ada@computing.org", "Ada King", ("Idempotency-Key", "put"), ("If-Match", "\"1\""));
        var delete = await _app.DeleteAsync("ada@computing.org", ("Idempotency-Key", "delete"));

        await (await _app.PutAsync("ada@computing.org", "Ada King", ("Idempotency-Key", "put"), ("If-Match", "\"1\""))).ShouldRepeatAsync(put);
        await (await _app.DeleteAsync("ADA@computing.org", ("Idempotency-Key", "delete"))).ShouldRepeatAsync(delete);
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_422()
    {
        await _app.CreateAsync("ada@computing.org", "Ada", ("Idempotency-Key", "k1"));

        await (await _app.CreateAsync("ada@computing.org", "Other", ("Idempotency-Key", "k1"))).ShouldBeProblemAsync("key-reused", 422);
        await (await _app.CreateAsync("bob@computing.org", "Ada", ("Idempotency-Key", "k1"))).ShouldBeProblemAsync("key-reused", 422);
        await (await _app.PutAsync("ada@computing.org", "Ada", ("Idempotency-Key", "k1"))).ShouldBeProblemAsync("key-reused", 422);
        await (await _app.DeleteAsync("ada@computing.org", ("Idempotency-Key", "k1"))).ShouldBeProblemAsync("key-reused", 422);

        await _app.PutAsync("ada@computing.org", "Ada King", ("Idempotency-Key", "k2"), ("If-Match", "\"1\""));
        await (await _app.PutAsync("ada@computing.org", "Ada King", ("Idempotency-Key", "k2"))).ShouldBeProblemAsync("key-reused", 422);
    }

    [Fact]
    public async Task What_failed_or_changed_nothing_is_decided_again_under_its_key()
    {
        await (await _app.PutAsync("ada@computing.org", "Ada", ("Idempotency-Key", "k1"))).ShouldBeProblemAsync("user-not-found", 404);
        await _app.CreateAsync("ada@computing.org", "Ada");
        (await _app.PutAsync("ada@computing.org", "Ada", ("Idempotency-Key", "k1"))).Header("ETag").Should().Be("\"1\"");
        await _app.PutAsync("ada@computing.org", "Ada King");

        var response = await _app.PutAsync("ada@computing.org", "Ada", ("Idempotency-Key", "k1"));

        (response.StatusCode, response.Header("ETag"), response.Header("Idempotency-Replayed")).Should().Be((HttpStatusCode.OK, "\"3\"", null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("\"open")]
    [InlineData("\"a\"b")]
    [InlineData("\"\"")]
    public async Task A_malformed_key_is_400(string key) =>
        await (await _app.CreateAsync("ada@computing.org", "Ada", ("Idempotency-Key", key))).ShouldBeProblemAsync("invalid-request", 400);

    [Fact]
    public async Task A_key_has_at_most_255_characters()
    {
        await (await _app.CreateAsync("ada@computing.org", "Ada", ("Idempotency-Key", new string('k', 256)))).ShouldBeProblemAsync("invalid-request", 400);
        (await _app.CreateAsync("ada@computing.org", "Ada", ("Idempotency-Key", new string('k', 255)))).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_same_key_32_times_at_once_has_one_effect_and_one_answer()
    {
        var responses = await Race.Of(32, async _ => await _app.CreateAsync("ada@computing.org", "Ada", ("Idempotency-Key", "k1")));

        var first = responses.Where(r => r.Header("Idempotency-Replayed") is null).Should().ContainSingle().Subject;
        first.StatusCode.Should().Be(HttpStatusCode.Created);
        foreach (var repeated in responses.Where(r => r != first))
        {
            await repeated.ShouldRepeatAsync(first);
        }

        (await HistoryAsync("ada@computing.org")).Should().Equal(1);
    }

    [Fact]
    public async Task Of_32_clients_that_race_on_one_version_one_wins()
    {
        await _app.CreateAsync("ada@computing.org");
        for (var version = 1; version <= 5; version++)
        {
            var tag = $"\"{version}\"";
            var responses = await Race.Of(32, async i => await _app.PutAsync("ada@computing.org", $"Ada {tag.Trim('"')} {i}", ("If-Match", tag)));

            responses.Count(r => r.StatusCode == HttpStatusCode.OK).Should().Be(1);
            responses.Count(r => r.StatusCode == HttpStatusCode.PreconditionFailed).Should().Be(31);
        }

        (await HistoryAsync("ada@computing.org")).Should().Equal(1, 2, 3, 4, 5, 6);
    }

    [Fact]
    public async Task Without_If_Match_all_of_32_racing_changes_are_made_one_after_the_other()
    {
        await _app.CreateAsync("ada@computing.org");

        var responses = await Race.Of(32, async i => await _app.PutAsync("ada@computing.org", $"Ada {i}"));

        responses.Should().OnlyContain(r => r.StatusCode == HttpStatusCode.OK);
        responses.Select(r => r.Header("ETag")).Should().OnlyHaveUniqueItems();
        (await HistoryAsync("ada@computing.org")).Should().Equal(Enumerable.Range(1, 33).Select(i => (long)i));
    }

    [Theory]
    [InlineData("""{"email":"ada@computing.org"}""", "name")]
    [InlineData("""{"email":"ada@computing.org","name":null}""", "name")]
    [InlineData("""{"email":"ada@computing.org","name":""}""", "name")]
    [InlineData("""{"email":"ada@computing.org","name":" "}""", "name")]
    [InlineData("""{"email":"ada@computing.org","name":7}""", "name")]
    [InlineData("""{"email":"ada@computing.org","name":["Ada"]}""", "name")]
    [InlineData("""{"email":"ada@computing.org","name":"A\u0007da"}""", "name")]
    [InlineData("""{"email":"ada@computing.org","name":"\ud800"}""", "name")]
    [InlineData("""{"email":"ada@computing.org","name":"Ada","name":"Bob"}""", "name")]
    [InlineData("""{"email":"ada@computing.org","name":"Ada","age":36}""", "age")]
    [InlineData("""{"email":"ada@computing.org","Name":"Ada"}""", "Name")]
    [InlineData("""{"name":"Ada"}""", "email")]
    [InlineData("""{"email":"ada","name":"Ada"}""", "email")]
    [InlineData("""{"email":"a@d@a","name":"Ada"}""", "email")]
    [InlineData("""{"email":"@computing.org","name":"Ada"}""", "email")]
    [InlineData("""{"email":"ada@","name":"Ada"}""", "email")]
    [InlineData("""{"email":"a da@computing.org","name":"Ada"}""", "email")]
    [InlineData("""{"email":"a/da@computing.org","name":"Ada"}""", "email")]
    [InlineData("""{"email":"a\\da@computing.org","name":"Ada"}""", "email")]
    [InlineData("""{"email":"a\u200dda@computing.org","name":"Ada"}""", "email")]
    [InlineData("""{"email":"\udfffda@computing.org","name":"Ada"}""", "email")]
    public async Task What_is_wrong_with_a_body_is_said_by_member(string body, string member)
    {
        var problem = await (await _app.PostAsync(body)).ShouldBeProblemAsync("invalid-request", 400);

        problem["errors"]!.AsObject().Select(e => e.Key).Should().Contain(member);
        (await HistoryStatusAsync("ada@computing.org")).Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("""{"email":"ada@computing.org","name":"Ada"} x""")]
    [InlineData("""{"email":"ada@computing.org","name":"Ada",}""")]
    [InlineData("""{"email":"ada@computing.org",/* no */"name":"Ada"}""")]
    [InlineData("""{"email":"ada@computing.org","name":"Ada","\ud800":1}""")]
    public async Task What_is_no_JSON_object_is_400(string body) =>
        await (await _app.PostAsync(body)).ShouldBeProblemAsync("invalid-request", 400);

    [Fact]
    public async Task Lengths_are_limited_at_254_and_200_characters()
    {
        var (longest, tooLong) = ($"{new string('a', 242)}@example.org", $"{new string('a', 243)}@example.org");

        (await _app.CreateAsync(longest, new string('n', 200))).StatusCode.Should().Be(HttpStatusCode.Created);
        await (await _app.CreateAsync(tooLong, "Ada")).ShouldBeProblemAsync("invalid-request", 400);
        await (await _app.CreateAsync("ada@computing.org", new string('n', 201))).ShouldBeProblemAsync("invalid-request", 400);
    }

    [Fact]
    public async Task A_body_of_more_than_16_KiB_is_413()
    {
        var padding = new string(' ', 16 * 1024);

        await (await _app.PostAsync($$"""{"email":"ada@computing.org","name":"Ada"}{{padding}}""")).ShouldBeProblemAsync("too-large", 413);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_that_is_not_said_to_be_JSON_is_415(string mediaType)
    {
        using var content = new StringContent("""{"email":"ada@computing.org","name":"Ada"}""");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        await (await _app.Commands.PostAsync("/users", content, TestContext.Current.CancellationToken)).ShouldBeProblemAsync("unsupported-media-type", 415);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON;charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    public async Task A_body_is_said_to_be_JSON_in_every_way_that_HTTP_has(string mediaType)
    {
        using var content = new StringContent("""{"email":"ada@computing.org","name":"Ada"}""");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        (await _app.Commands.PostAsync("/users", content, TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_trailing_slash_makes_no_difference()
    {
        (await StandaloneApplication.SendAsync(_app.Commands, HttpMethod.Post, "/users/", """{"email":"ada@computing.org","name":"Ada"}""")).StatusCode.Should().Be(HttpStatusCode.Created);
        (await _app.PutAsync("ada@computing.org/", "Ada King")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_correlation_id_is_taken_over_into_the_event_and_the_answer()
    {
        var response = await _app.CreateAsync("ada@computing.org", "Ada", ("X-Correlation-Id", "order-4711"));

        response.Header("X-Correlation-Id").Should().Be("order-4711");
        var history = await (await _app.GetAsync("/users/ada@computing.org/history")).JsonAsync();
        ((string)history["items"]![0]!["correlationId"]!).Should().Be("order-4711");
    }

    [Fact]
    public async Task The_trace_of_the_request_is_taken_over_into_the_event_and_into_problems()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736", Parent = $"00-{Trace}-00f067aa0ba902b7-01";
        await _app.CreateAsync("ada@computing.org", "Ada", ("traceparent", Parent));

        var refused = await (await _app.CreateAsync("ada@computing.org", "Ada", ("traceparent", Parent))).ShouldBeProblemAsync("user-exists", 409);

        ((string)refused["traceId"]!).Should().Be(Trace);
        var log = await _app.Services.GetRequiredService<IEventLog>().ReadAsync(GlobalPosition.Start, 10, TestContext.Current.CancellationToken);
        log.Commits.Should().ContainSingle().Which.Metadata.TraceParent.Should().StartWith($"00-{Trace}-").And.EndWith("-01");
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("x\tx")]
    public async Task A_correlation_id_that_is_not_visible_ASCII_is_replaced(string id)
    {
        var response = await _app.CreateAsync("ada@computing.org", "Ada", ("X-Correlation-Id", id));

        response.Header("X-Correlation-Id").Should().NotBe(id).And.NotBeNullOrEmpty();
    }

    private async Task<IEnumerable<long>> HistoryAsync(string email) =>
        (await (await _app.GetAsync($"/users/{email}/history?limit=200")).JsonAsync())["items"]!.AsArray().Select(e => (long)e!["version"]!);

    private async Task<HttpStatusCode> HistoryStatusAsync(string email) => (await _app.GetAsync($"/users/{email}/history")).StatusCode;
}
