using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.EventSourcing.Subscriptions;
using CqrsPrototype.Tests.EventSourcing.Projections;
using CqrsPrototype.Tests.Standalone;
using CqrsPrototype.Tests.Support;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;

namespace CqrsPrototype.Tests.Operations;

/// <summary>Each operation answers with each status that its document names, in the form that the document gives; the list is complete.</summary>
public sealed class OperationsConformanceTests
{
    private const string Retry = "/operations/stuck/user-ada/retry";
    private const string Replay = "/operations/parked/m/replay";
    private const string Parked = "/operations/parked/m";

    private static readonly Dictionary<(string Operation, int Status), Func<OperationsApplication, Task<HttpResponseMessage>>> Cases = new()
    {
        [("listProjections", 200)] = app => app.GetAsync("/operations/projections"),
        [("listProjections", 503)] = app => Broken(app).GetAsync("/operations/projections"),
        [("listStuckStreams", 200)] = async app => await (await StuckAsync(app)).GetAsync("/operations/stuck?limit=1"),
        [("listStuckStreams", 400)] = app => app.GetAsync("/operations/stuck?limit=0"),
        [("listStuckStreams", 503)] = app => Broken(app).GetAsync("/operations/stuck"),
        [("retryStuckStream", 204)] = async app => await (await StuckAsync(app)).PostAsync(Retry),
        [("retryStuckStream", 400)] = app => app.PostAsync("/operations/stuck/x/retry"),
        [("retryStuckStream", 404)] = app => app.PostAsync(Retry),
        [("retryStuckStream", 409)] = async app => await (await SpoiltAsync(app)).PostAsync(Retry),
        [("retryStuckStream", 503)] = app => Broken(app).PostAsync(Retry),
        [("listParkedMessages", 200)] = async app => await (await ParkedAsync(app)).GetAsync("/operations/parked?limit=1"),
        [("listParkedMessages", 400)] = app => app.GetAsync("/operations/parked?after=*"),
        [("listParkedMessages", 503)] = app => Broken(app).GetAsync("/operations/parked"),
        [("replayParkedMessage", 202)] = async app => await (await ParkedAsync(app)).PostAsync(Replay),
        [("replayParkedMessage", 400)] = app => app.PostAsync("/operations/parked/%/replay"),
        [("replayParkedMessage", 404)] = app => app.PostAsync(Replay),
        [("replayParkedMessage", 503)] = async app => await WithoutBroker(await ParkedAsync(app)).PostAsync(Replay),
        [("deleteParkedMessage", 204)] = async app => await (await ParkedAsync(app)).DeleteAsync(Parked),
        [("deleteParkedMessage", 400)] = app => app.DeleteAsync("/operations/parked/%"),
        [("deleteParkedMessage", 404)] = app => app.DeleteAsync(Parked),
        [("deleteParkedMessage", 503)] = app => Broken(app).DeleteAsync(Parked),
        [("getRelay", 200)] = async app =>
        {
            await app.Get<ILeases>().TryTakeAsync(Relay.Name, "node/1/x", null, TestContext.Current.CancellationToken);
            return await app.GetAsync("/operations/relay");
        },
        [("getRelay", 404)] = async _ =>
        {
            await using var embedded = await OperationsApplication.StartAsync();
            return await embedded.GetAsync("/operations/relay");
        },
        [("getRelay", 503)] = app => Broken(app).GetAsync("/operations/relay"),
    };

    public static TheoryData<string, int> All
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var (operation, status) in Cases.Keys)
            {
                all.Add(operation, status);
            }

            return all;
        }
    }

    [Fact]
    public void Every_status_that_is_documented_is_shown_here() =>
        Cases.Keys.Should().BeEquivalentTo(OpenApi.Operations.Values
            .Where(operation => operation.Document == "operations")
            .SelectMany(operation => operation.Statuses.Select(status => (operation.Id, status))));

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_answers_as_documented(string id, int status)
    {
        await using var app = await OperationsApplication.StartAsync(new FakeBroker());

        await (await Cases[(id, status)](app)).ShouldBeDocumentedAsync(id, status);
    }

    private static async Task<OperationsApplication> StuckAsync(OperationsApplication app)
    {
        foreach (var stream in new[] { StreamId.Of("user", "ada"), StreamId.Of("user", "bob") })
        {
            await app.AppendAsync(stream, 0, new UserCreated("bad@x", "Ada"));
            var entry = new StuckStream(UserProjection.View, stream, new StreamVersion(1), "user.created", "It went wrong.", Some.Time, 1);
            await app.Get<IStuckStreams>().ReportAsync(entry, TestContext.Current.CancellationToken);
        }

        return app;
    }

    private static async Task<OperationsApplication> SpoiltAsync(OperationsApplication app)
    {
        app.Projection.Spoilt = Spoilt.Apply;
        return await StuckAsync(app);
    }

    private static async Task<OperationsApplication> ParkedAsync(OperationsApplication app)
    {
        foreach (var id in new[] { "m", "n" })
        {
            await app.Get<IParkedMessages>().ParkAsync(
                new ParkedMessage(id, new byte[] { 0xff }, new Dictionary<string, string> { ["type"] = "x" }, "It is not JSON.", Some.Time),
                TestContext.Current.CancellationToken);
        }

        return app;
    }

    private static OperationsApplication Broken(OperationsApplication app)
    {
        app.Failure = new EventStoreUnavailableException("No answer.");
        return app;
    }

    private static OperationsApplication WithoutBroker(OperationsApplication app)
    {
        app.Broker!.IsAway = true;
        return app;
    }
}
