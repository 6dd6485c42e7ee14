using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Operations;

/// <summary>What was put aside is seen, whatever it is, and sent again or thrown away.</summary>
public sealed class ParkedMessageTests : IAsyncLifetime
{
    private readonly FakeBroker _broker = new();
    private OperationsApplication _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IParkedMessages Parked => _app.Get<IParkedMessages>();

    public async ValueTask InitializeAsync() => _app = await OperationsApplication.StartAsync(_broker);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_message_is_listed_with_its_text_and_all_that_came_with_it()
    {
        await ParkAsync("a", "not \"json\""u8.ToArray());

        (await ItemsAsync())[0]!.ToJsonString(Readable).Should().Be(
            """{"id":"a","reason":"It is not JSON.","at":"2026-11-24T10:00:00.123Z","properties":{"type":"user.created"},"size":10,"body":"not \"json\"","encoding":"utf-8"}""");
    }

    [Fact]
    public async Task A_body_that_is_no_text_is_shown_in_base64()
    {
        await ParkAsync("a", [0xff, 0x00]);

        var entry = (await ItemsAsync())[0]!;

        ((string)entry["body"]!, (string)entry["encoding"]!).Should().Be(("/wA=", "base64"));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("€")]
    [InlineData("\U0001F600")]
    public async Task Of_a_long_body_the_beginning_is_shown_up_to_a_whole_character(string character)
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(character, 20_000)));
        await ParkAsync("a", body);

        var entry = (await ItemsAsync())[0]!;

        var bytes = Encoding.UTF8.GetByteCount(character);
        ((string)entry["body"]!).Should().Be(string.Concat(Enumerable.Repeat(character, 16 * 1024 / bytes)));
        ((int)entry["size"]!).Should().Be(body.Length);
    }

    [Fact]
    public async Task The_list_goes_page_by_page()
    {
        foreach (var i in Enumerable.Range(0, 25))
        {
            await ParkAsync($"{i:D2}", []);
        }

        var (ids, next) = (new List<string[]>(), "");
        while (next is not null)
        {
            var page = await (await _app.GetAsync($"/operations/parked?limit=12{next}")).JsonAsync();
            ids.Add([.. page["items"]!.AsArray().Select(entry => (string)entry!["id"]!)]);
            next = page["next"] is { } cursor ? $"&after={cursor}" : null;
        }

        ids.Select(page => page.Length).Should().Equal(12, 12, 1);
        ids.SelectMany(page => page).Should().Equal(Enumerable.Range(0, 25).Select(i => $"{i:D2}"));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("a/b%c?d")]
    public async Task A_message_that_is_replayed_goes_to_the_broker_and_off_the_list(string id)
    {
        await ParkAsync(id, "x"u8.ToArray());

        var response = await _app.PostAsync($"/operations/parked/{Uri.EscapeDataString(id)}/replay");

        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
        _broker.Replayed.Should().Equal(id);
        (await Parked.FindAsync(id, Cancel)).Should().BeNull();
    }

    [Fact]
    public async Task A_message_that_the_broker_does_not_take_stays_parked()
    {
        await ParkAsync("a", "x"u8.ToArray());
        _broker.IsAway = true;

        var response = await _app.PostAsync("/operations/parked/a/replay");

        await response.ShouldBeProblemAsync("broker-unavailable", 503);
        response.Header("Retry-After").Should().Be("1");
        (await Parked.FindAsync("a", Cancel)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_message_that_is_deleted_is_gone()
    {
        await ParkAsync("a", "x"u8.ToArray());

        (await _app.DeleteAsync("/operations/parked/a")).StatusCode.Should().Be(HttpStatusCode.NoContent);

        (await ItemsAsync()).Should().BeEmpty();
        await (await _app.DeleteAsync("/operations/parked/a")).ShouldBeProblemAsync("parked-message-not-found", 404);
    }

    [Fact]
    public async Task A_message_that_is_not_parked_cannot_be_replayed()
    {
        await (await _app.PostAsync("/operations/parked/a/replay")).ShouldBeProblemAsync("parked-message-not-found", 404);
        _broker.Replayed.Should().BeEmpty();
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%ff")]
    public async Task What_can_be_no_id_is_400(string id)
    {
        await (await _app.PostAsync($"/operations/parked/{id}/replay")).ShouldBeProblemAsync("invalid-request", 400);
        await (await _app.DeleteAsync($"/operations/parked/{id}")).ShouldBeProblemAsync("invalid-request", 400);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("after=*")]
    public async Task Parameters_that_are_malformed_are_400(string query) =>
        await (await _app.GetAsync($"/operations/parked?{query}")).ShouldBeProblemAsync("invalid-request", 400);

    private static readonly System.Text.Json.JsonSerializerOptions Readable =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ValueTask ParkAsync(string id, byte[] body) => Parked.ParkAsync(
        new ParkedMessage(id, body, new Dictionary<string, string> { ["type"] = "user.created" }, "It is not JSON.", Some.Time), Cancel);

    private async Task<JsonArray> ItemsAsync() => (await (await _app.GetAsync("/operations/parked")).JsonAsync())["items"]!.AsArray();
}
