using CqrsPrototype.Drill.Checking;
using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Tests.Drill;

/// <summary>The checker finds nothing in a good run, and finds each thing that can be wrong.</summary>
public sealed class CheckerTests
{
    private static readonly DrillEvidence Good = GoodRun.Evidence.WithWire();

    // One change to the good run for each rule that must catch it.
    private static readonly Dictionary<Rule, DrillEvidence> Bad = new()
    {
        [Rule.AcknowledgedCommandLost] = Good with { Commits = [.. Good.Commits.SkipLast(1)], Views = [.. Good.Views.SkipLast(1)] },
        [Rule.EffectTwice] = WithCommit(GoodRun.Ada, 4, c => c with { Correlation = "create-ada" }),
        [Rule.RefusedButDone] = WithAnswer("again-ada", new Answer.Refused(409, null)),
        [Rule.VersionGivenTwice] = WithAnswer("gone-ada", new Answer.Accepted(204, 3, "", false)),
        [Rule.AnswerDiffersFromStream] = WithAnswer("create-bob", new Answer.Accepted(201, 1, """{"email":"bob@x.org"}""", false)),
        [Rule.PreconditionIgnored] = WithCommand("rename-ada", r => r with { Command = r.Command with { IfMatch = 3 } }),
        [Rule.RepetitionAnsweredDifferently] = Good with
        {
            Commands = [.. Good.Commands, Good.Commands[9] with { Answer = new Answer.Accepted(201, 1, "", true) }],
        },
        [Rule.VersionsRunBackwards] = WithCommand("rename-ada", r => r with { Sent = GoodRun.At(6.7), Answered = GoodRun.At(6.9) }),
        [Rule.RefusedWithoutReason] = WithCommand("gone-ada", r => r with { Sent = GoodRun.At(5.1), Answered = GoodRun.At(5.2) }),
        [Rule.UnexpectedAnswer] = WithAnswer("lost", new Answer.Unexpected("500")),
        [Rule.ReadOlderThanAsked] = WithRead(0, r => r with { MinVersion = 3 }),
        [Rule.ReadDiffersFromStream] = WithRead(0, r => r with { Answer = new ReadAnswer.Found(1, ((ReadAnswer.Found)r.Answer).Body) }),
        [Rule.StreamHasGap] = WithCommit(GoodRun.Ada, 4, c => c with { Version = 5 }),
        [Rule.DecidedOnWrongState] = WithCommit(GoodRun.Ada, 4, c => c with { Events = [c.Events[0] with { Type = "user.updated" }] }),
        [Rule.EventOfNobody] = WithCommit(GoodRun.Bob, 1, c => c with { Correlation = "somebody" }),
        [Rule.UserHasTwoStreams] = WithCommit(GoodRun.Bob, 1, c => c with { Events = [c.Events[0] with { Data = """{"email":"ADA@x.org","name":"Bob"}""" }] }),
        [Rule.CommitNotSettled] = WithCommit(GoodRun.Ada, 4, c => c with { Pending = true }),
        [Rule.LogDoesNotJoin] = Good with { Log = [Good.Log[0], Good.Log[1] with { Next = 5 }, Good.Log[2] with { Start = 5, Next = 6 }] },
        [Rule.CommitTwiceInLog] = Good with { Log = [.. Good.Log, new LogPage(5, 6, [new LogEntry(GoodRun.Ada, 4, 1)])] },
        [Rule.CommitMissingInLog] = Good with { Log = [.. Good.Log.SkipLast(1)] },
        [Rule.LogNamesMissingCommit] = Good with { Log = [.. Good.Log, new LogPage(5, 7, [new LogEntry(GoodRun.Ada, 5, 2)])] },
        [Rule.LogOutOfStreamOrder] = Good with
        {
            Log = [Good.Log[0] with { Entries = [.. Good.Log[0].Entries.Reverse()] }, .. Good.Log.Skip(1)],
        },
        [Rule.EventNeverReceived] = Good with { Wire = [.. Good.Wire.SkipLast(1)] },
        [Rule.MessageOfNobody] = WithMessage(3, m => With(m, "cloudEvents:streamversion", "5")),
        [Rule.MessageDiffersFromEvent] = WithMessage(3, m => With(m, "cloudEvents:position", "7")),
        [Rule.ReceivedOutOfOrder] = Good with { Wire = [Good.Wire[2], .. Good.Wire] },
        [Rule.ViewMissing] = Good with { Views = [.. Good.Views.Skip(1)] },
        [Rule.ViewBehind] = Good with { Views = [new StoredView(GoodRun.Ada, 3, null), Good.Views[1]] },
        [Rule.ViewDiffersFromStream] = Good with { Views = [Good.Views[0] with { Body = null }, Good.Views[1]] },
        [Rule.ViewOfNothing] = Good with { Views = [.. Good.Views, new StoredView("user-nobody", 1, null)] },
        [Rule.StreamStuck] = Good with { Stuck = [GoodRun.Ada] },
        [Rule.ProcessMisbehaved] = Good with { Misbehaviour = ["command-1 has ended with exit code 134"] },
    };

    public static TheoryData<string> Rules => [.. Enum.GetNames<Rule>()];

    [Fact]
    public void A_good_run_violates_nothing() => Checker.Check(Good).Should().BeEmpty();

    [Fact]
    public void What_the_drill_itself_has_put_into_the_store_needs_nobody_who_asked_for_it() =>
        Checker.Check(Good with { Commands = [.. Good.Commands.Where(record => record.Command.Id != "create-bob")], Filler = "create-bob" }).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_is_violated_by_a_bad_run(string rule) =>
        Checker.Check(Bad[Enum.Parse<Rule>(rule)]).Should().Contain(violation => violation.Rule == Enum.Parse<Rule>(rule));

    [Fact]
    public void An_update_to_another_name_that_made_no_event_is_lost() =>
        Checker.Check(WithCommand("same-bob", r => r with { Command = r.Command with { Name = "Robert" } }))
            .Should().ContainSingle().Which.Rule.Should().Be(Rule.AcknowledgedCommandLost);

    [Fact]
    public void A_command_whose_outcome_is_unknown_may_have_had_its_effect() =>
        Checker.Check(WithAnswer("again-ada", new Answer.Unknown())).Should().BeEmpty();

    [Fact]
    public void A_header_with_an_address_is_against_the_contract() =>
        Checker.Check(WithMessage(0, m => With(m, "cloudEvents:source", "ada@x.org")))
            .Should().ContainSingle().Which.Rule.Should().Be(Rule.MessageDiffersFromEvent);

    [Fact]
    public void What_a_broker_has_lost_with_all_that_it_held_may_be_missing_on_the_wire() =>
        Checker.Check(Good with { Wire = [.. Good.Wire.Skip(6)], WireCompleteFrom = 4 }).Should().BeEmpty();

    [Fact]
    public void A_version_that_a_crash_of_the_server_has_taken_changes_nothing_for_the_user()
    {
        var lost = new StoredCommit(GoodRun.Bob, 2, 1, 1, default, []) { Page = 5, Correlation = "lost" };
        var log = new LogPage(5, 6, [new LogEntry(GoodRun.Bob, 2, 1)]);

        Checker.Check(Good with { Commits = [.. Good.Commits, lost], Log = [.. Good.Log, log], Views = [Good.Views[0], Good.Views[1] with { Version = 2 }] })
            .Should().BeEmpty();
    }

    private static DrillEvidence WithCommit(string stream, long version, Func<StoredCommit, StoredCommit> change) =>
        Good with { Commits = [.. Good.Commits.Select(c => c.Stream == stream && c.Version == version ? change(c) : c)] };

    private static DrillEvidence WithCommand(string id, Func<CommandRecord, CommandRecord> change) =>
        Good with { Commands = [.. Good.Commands.Select(r => r.Command.Id == id ? change(r) : r)] };

    private static DrillEvidence WithAnswer(string id, Answer answer) => WithCommand(id, record => record with { Answer = answer });

    private static DrillEvidence WithRead(int index, Func<ReadRecord, ReadRecord> change) =>
        Good with { Reads = [.. Good.Reads.Select((r, i) => i == index ? change(r) : r)] };

    private static DrillEvidence WithMessage(int index, Func<WireMessage, WireMessage> change) =>
        Good with { Wire = [.. Good.Wire.Select((m, i) => i == index ? change(m) : m)] };

    private static WireMessage With(WireMessage message, string property, string value) =>
        message with { Properties = new Dictionary<string, string>(message.Properties) { [property] = value } };
}
