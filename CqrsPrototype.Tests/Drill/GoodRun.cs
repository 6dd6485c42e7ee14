using CqrsPrototype.Drill.Checking;
using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Evidence;
using CqrsPrototype.Tests.Support;

namespace CqrsPrototype.Tests.Drill;

/// <summary>A small run in which all went well: Ada is created, renamed, deleted and created again, Bob is created.</summary>
internal static class GoodRun
{
    public const string Ada = "user-ada";
    public const string Bob = "user-bob";

    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7())];

    public static DrillEvidence Evidence { get; } = new(
        Commands:
        [
            Told(0, new Command("create-ada", CommandKind.Create, "Ada@x.org", "Ada", Key: "k1"), 201, 1, AdaAt(1)),
            Told(1, new Command("create-bob", CommandKind.Create, "bob@x.org", "Bob"), 201, 1, BobAt1),
            Told(2, new Command("rename-ada", CommandKind.Update, "ada@x.org", "Ada King", IfMatch: 1), 200, 2, AdaAt(2)),
            Told(3, new Command("same-bob", CommandKind.Update, "bob@x.org", "Bob"), 200, 1, BobAt1),
            Refused(4, new Command("twice-ada", CommandKind.Create, "ada@x.org", "Ada"), 409, null),
            Refused(5, new Command("late-ada", CommandKind.Update, "ada@x.org", "Countess", IfMatch: 1), 412, 2),
            Told(6, new Command("delete-ada", CommandKind.Delete, "ada@x.org"), 204, 3, ""),
            Refused(7, new Command("gone-ada", CommandKind.Delete, "ada@x.org"), 404, null),
            Told(8, new Command("again-ada", CommandKind.Create, "ada@x.org", "Ada", Key: "k2"), 201, 4, AdaAt(4)),
            Told(9, new Command("create-ada", CommandKind.Create, "Ada@x.org", "Ada", Key: "k1"), 201, 1, AdaAt(1), replayed: true),
            new CommandRecord(new Command("lost", CommandKind.Delete, "bob@x.org"), At(10), At(11), 1, new Answer.Unknown()),
        ],
        Reads:
        [
            new ReadRecord("ada@x.org", 2, new ReadAnswer.Found(2, AdaAt(2))),
            new ReadRecord("ada@x.org", 3, new ReadAnswer.NotFound()),
            new ReadRecord("bob@x.org", null, new ReadAnswer.NotFound()),
            new ReadRecord("bob@x.org", 1, new ReadAnswer.Unavailable()),
        ],
        Commits:
        [
            Commit(Ada, 1, 0, "create-ada", Event(0, "user.created", """{"email":"Ada@x.org","name":"Ada"}""")),
            Commit(Ada, 2, 0, "rename-ada", Event(1, "user.updated", """{"email":"Ada@x.org","name":"Ada King"}""")),
            Commit(Ada, 3, 3, "delete-ada", Event(2, "user.deleted", """{"email":"Ada@x.org"}""")),
            Commit(Ada, 4, 4, "again-ada", Event(3, "user.created", """{"email":"ada@x.org","name":"Ada"}""")),
            Commit(Bob, 1, 0, "create-bob", Event(4, "user.created", """{"email":"bob@x.org","name":"Bob"}""")),
        ],
        Log:
        [
            new LogPage(0, 3, [new LogEntry(Ada, 1, 1), new LogEntry(Bob, 1, 1), new LogEntry(Ada, 2, 1)]),
            new LogPage(3, 4, [new LogEntry(Ada, 3, 1)]),
            new LogPage(4, 5, [new LogEntry(Ada, 4, 1)]),
        ],
        Wire: [],
        Views: [new StoredView(Ada, 4, AdaAt(4)), new StoredView(Bob, 1, BobAt1)])
    {
        Misbehaviour = [],
    };

    public static DrillEvidence WithWire(this DrillEvidence evidence)
    {
        var history = new History(evidence);
        WireMessage Of(string stream, long version) => MessageOf(history.Streams[stream].Find(version)!);
        return evidence with { Wire = [Of(Ada, 1), Of(Bob, 1), Of(Ada, 2), Of(Ada, 1), Of(Ada, 2), Of(Ada, 3), Of(Ada, 4)] };
    }

    public static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static string BobAt1 => new User("bob@x.org", "Bob", 1, Time(0), Time(0)).ToJson();

    private static string AdaAt(long version) => version switch
    {
        1 => new User("Ada@x.org", "Ada", 1, Time(0), Time(0)).ToJson(),
        2 => new User("Ada@x.org", "Ada King", 2, Time(0), Time(1)).ToJson(),
        _ => new User("ada@x.org", "Ada", 4, Time(3), Time(3)).ToJson(),
    };

    private static CommandRecord Told(double at, Command command, int status, long version, string body, bool replayed = false) =>
        new(command, At(at), At(at + 0.5), 1, new Answer.Accepted(status, version, body, replayed));

    private static CommandRecord Refused(double at, Command command, int status, long? version) =>
        new(command, At(at), At(at + 0.5), 1, new Answer.Refused(status, version));

    private static StoredEvent Event(int id, string type, string data) => new(Ids[id], type, data);

    private static StoredCommit Commit(string stream, long version, long page, string correlation, StoredEvent stored) =>
        new(stream, version, 1, version - 1, Some.Time.AddSeconds(version - 1), [stored]) { Correlation = correlation, Page = page };

    private static string Time(int seconds) => User.Text(Some.Time.AddSeconds(seconds));

    private static WireMessage MessageOf(PlacedEvent placed)
    {
        var (commit, stored) = (placed.Commit, placed.Event);
        return new WireMessage(stored.Type, stored.Data, new Dictionary<string, string>
        {
            ["message_id"] = $"{stored.Id}",
            ["type"] = stored.Type,
            ["timestamp"] = $"{commit.At.ToUnixTimeSeconds()}",
            ["content_type"] = "application/json",
            ["correlation_id"] = commit.Correlation!,
            ["app_id"] = "cqrs-prototype",
            ["delivery_mode"] = "2",
            ["cloudEvents:id"] = $"{stored.Id}",
            ["cloudEvents:source"] = "/cqrs-prototype",
            ["cloudEvents:specversion"] = "1.0",
            ["cloudEvents:type"] = stored.Type,
            ["cloudEvents:subject"] = commit.Stream,
            ["cloudEvents:time"] = User.Text(commit.At),
            ["cloudEvents:dataschema"] = "/schemas/1",
            ["cloudEvents:stream"] = commit.Stream,
            ["cloudEvents:streamversion"] = $"{placed.Version}",
            ["cloudEvents:position"] = $"{placed.Position}",
            ["cloudEvents:correlationid"] = commit.Correlation!,
        });
    }
}
