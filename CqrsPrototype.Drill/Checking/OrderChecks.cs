using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Drill.Checking;

/// <summary>Real time: a command sees all that was answered before it was sent, and nothing that was sent after its answer.</summary>
internal static class OrderChecks
{
    public static IEnumerable<Violation> Check(DrillEvidence evidence, History history) =>
        evidence.Commands.GroupBy(record => record.Command.User).SelectMany(user => Check([.. user], history.Of(user.Key), history));

    private static IEnumerable<Violation> Check(List<CommandRecord> records, StreamHistory stream, History history)
    {
        var effects = records.GroupBy(record => record.Command)
            .Select(sent => (Command: sent.Key, Sent: sent.Min(record => record.Sent), Effect: history.EffectsOf(sent.Key.Id) is [var effect] ? effect : null))
            .Where(found => found.Effect is not null)
            .ToList();
        var told = new Frontier(records.Select(record => (record.Answered, record.Answer is Answer.Accepted accepted ? accepted.Version : 0)));
        var ahead = new Frontier(effects.Select(found => (-found.Sent, -found.Effect!.Version)));

        foreach (var (command, sent, effect) in effects.Where(found => found.Effect!.Version <= told.HighestBefore(found.Sent)))
        {
            yield return new Violation(
                Rule.VersionsRunBackwards, $"{command} has version {effect!.Version}; {told.HighestBefore(sent)} was answered before it was sent");
        }

        foreach (var record in records)
        {
            // What was sent after the answer has its effect behind what the answer is based on.
            var (from, to) = (told.HighestBefore(record.Sent) ?? 0, -ahead.HighestBefore(-record.Answered) - 1 ?? stream.End);
            if (record.Answer is Answer.Refused refused && !Between(from, to).Any(version => IsReason(record.Command, refused, version, stream)))
            {
                yield return new Violation(Rule.RefusedWithoutReason, $"{record.Command}: {refused}, at versions {from} to {to}");
            }
        }
    }

    private static bool IsReason(Command command, Answer.Refused refused, long version, StreamHistory stream) => refused.Status switch
    {
        409 => command.Kind == CommandKind.Create && stream.At(version) is not null,
        404 => command.Kind != CommandKind.Create && stream.At(version) is null,
        412 => refused.CurrentVersion == version && (command.IfMatch != version || stream.At(version) is null),
        _ => false,
    };

    private static IEnumerable<long> Between(long from, long to)
    {
        for (var version = from; version <= to; version++)
        {
            yield return version;
        }
    }
}
