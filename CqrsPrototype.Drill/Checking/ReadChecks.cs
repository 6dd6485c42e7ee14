using CqrsPrototype.Drill.Clients;
using CqrsPrototype.Drill.Evidence;

namespace CqrsPrototype.Drill.Checking;

/// <summary>What clients have read, against the streams.</summary>
internal static class ReadChecks
{
    public static IEnumerable<Violation> Check(DrillEvidence evidence, History history) =>
        evidence.Reads.SelectMany(read => Check(read, history.Of(read.User)));

    private static IEnumerable<Violation> Check(ReadRecord read, StreamHistory stream)
    {
        switch (read.Answer)
        {
            case ReadAnswer.Found found:
                if (found.Version < read.MinVersion)
                {
                    yield return new Violation(Rule.ReadOlderThanAsked, $"{read}");
                }

                if (stream.At(found.Version)?.ToJson() != found.Body)
                {
                    yield return new Violation(Rule.ReadDiffersFromStream, $"{read}");
                }

                break;
            // A deleted user is not found; at that version or a later one it must have been deleted.
            case ReadAnswer.NotFound when read.MinVersion is { } version && !WasAbsentFrom(version, stream):
                yield return new Violation(Rule.ReadOlderThanAsked, $"{read}");
                break;
            case ReadAnswer.Unexpected unexpected:
                yield return new Violation(Rule.UnexpectedAnswer, $"{read}: {unexpected.What}");
                break;
        }
    }

    private static bool WasAbsentFrom(long version, StreamHistory stream)
    {
        for (var at = version; at <= stream.End; at++)
        {
            if (stream.At(at) is null)
            {
                return true;
            }
        }

        return false;
    }
}
