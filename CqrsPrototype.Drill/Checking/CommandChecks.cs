using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Drill.Checking;

/// <summary>What clients were told about their commands, against the effects that these have had.</summary>
internal static class CommandChecks
{
    public static IEnumerable<Violation> Check(DrillEvidence evidence, History history) =>
    [
        .. evidence.Commands.SelectMany(record => Check(record, history)),
        .. evidence.Commands.GroupBy(record => record.Command).SelectMany(Repetitions),
        .. evidence.Commands.SelectMany(GivenVersion).Distinct().GroupBy(given => (given.User, given.Version)).Where(given => given.Count() > 1)
            .Select(given => new Violation(Rule.VersionGivenTwice, $"version {given.Key.Version} of {given.Key.User}: {string.Join(", ", given.Select(g => g.Id))}")),
    ];

    private static IEnumerable<Violation> Check(CommandRecord record, History history)
    {
        var effects = history.EffectsOf(record.Command.Id);
        if (effects.Count > 1)
        {
            yield return Violated(Rule.EffectTwice, record, $"versions {string.Join(", ", effects.Select(e => e.Version))}");
        }

        switch (record.Answer)
        {
            case Answer.Refused refused when effects.Count > 0:
                yield return Violated(Rule.RefusedButDone, record, $"{refused}, and version {effects[0].Version}");
                break;
            case Answer.Unexpected unexpected:
                yield return Violated(Rule.UnexpectedAnswer, record, unexpected.What);
                break;
            case Answer.Accepted accepted when !IsStored(record.Command, accepted, effects, history.Of(record.Command.User)):
                yield return Violated(Rule.AcknowledgedCommandLost, record, $"{accepted}");
                break;
            case Answer.Accepted accepted:
                foreach (var violation in CheckAccepted(record, accepted, effects, history.Of(record.Command.User)))
                {
                    yield return violation;
                }

                break;
        }
    }

    // An update to the name that the user has already makes no event, and is answered with the version as it is.
    private static bool IsStored(Command command, Answer.Accepted accepted, IReadOnlyList<StoredCommit> effects, StreamHistory stream) =>
        effects.Any(effect => effect.Stream == stream.Stream && effect.Last == accepted.Version && TypeOf(command) == effect.Events[^1].Type)
        || (effects.Count == 0 && command.Kind == CommandKind.Update && stream.At(accepted.Version)?.Name == command.Name);

    private static IEnumerable<Violation> CheckAccepted(
        CommandRecord record, Answer.Accepted accepted, IReadOnlyList<StoredCommit> effects, StreamHistory stream)
    {
        if (accepted.Body != (stream.At(accepted.Version)?.ToJson() ?? ""))
        {
            yield return Violated(Rule.AnswerDiffersFromStream, record, $"{accepted}");
        }

        if (record.Command.IfMatch is { } expected && expected != (effects is [var effect] ? effect.Version - 1 : accepted.Version))
        {
            yield return Violated(Rule.PreconditionIgnored, record, $"{accepted}");
        }
    }

    private static IEnumerable<Violation> Repetitions(IGrouping<Command, CommandRecord> records)
    {
        var answers = records.Select(record => record.Answer).OfType<Answer.Accepted>().ToList();
        return answers.Skip(1)
            .Where(answer => answer != answers[0] with { Replayed = true })
            .Select(answer => new Violation(Rule.RepetitionAnsweredDifferently, $"{records.Key}: first {answers[0]}, then {answer}"));
    }

    // An update may have changed nothing; then others have been told its version too.
    private static IEnumerable<(string User, long Version, string Id)> GivenVersion(CommandRecord record) =>
        record is { Answer: Answer.Accepted accepted, Command: { Kind: not CommandKind.Update } command } ? [(command.User, accepted.Version, command.Id)] : [];

    private static string TypeOf(Command command) => command.Kind switch
    {
        CommandKind.Create => "user.created",
        CommandKind.Update => "user.updated",
        _ => "user.deleted",
    };

    private static Violation Violated(Rule rule, CommandRecord record, string detail) => new(rule, $"{record.Command}: {detail}");
}
