using System.Globalization;
using System.Text;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.Simulation.Scheduling;

namespace CqrsPrototype.Tests.Simulation;

/// <summary>All that has happened, in order. The number of an entry is the moment at which it happened.</summary>
/// <remarks>Entries become text only when somebody reads them. Two runs of one seed have the same, so no ids are shown, which are made by chance.</remarks>
internal sealed class History(SimulatedScheduler scheduler)
{
    private readonly List<(long Time, string Who, string What, object? Detail)> _entries = [];

    /// <summary>Notes what happens now.</summary>
    /// <returns>The moment; each is later than all before it.</returns>
    public int Note(string who, string what, object? detail = null)
    {
        _entries.Add((scheduler.Now, who, what, detail));
        return _entries.Count;
    }

    /// <summary>What has happened, in order.</summary>
    public IEnumerable<string> Entries => _entries.Select(e => e.What);

    /// <summary>The last entries, a line each.</summary>
    public string Tail(int entries)
    {
        var text = new StringBuilder();
        foreach (var (time, who, what, detail) in _entries.TakeLast(entries))
        {
            var milliseconds = (time / (double)TimeSpan.TicksPerMillisecond).ToString("F4", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{milliseconds,12} ms  {who,-9} {what} {Describe(detail)}").AppendLine();
        }

        return text.ToString();
    }

    public override string ToString() => Tail(_entries.Count);

    private static string Describe(object? detail) => detail switch
    {
        null => "",
        Commit { BuildsOn: not null } c => $"{Describe(c with { BuildsOn = null })}, on what is under way",
        Commit c => $"{c.Stream} {c.First}-{c.Last} {string.Join(", ", c.Events.Select(e => e.Type))} of {c.Metadata.CorrelationId}",
        RecordedEvent e => $"{e.Stream}/{e.Version}",
        ViewWrite w => $"{w.View.Stream} {w.Loaded}→{w.View.Version}",
        Exception e => $"{e.GetType().Name}: {e.Message}",
        string s => s,
        System.Collections.IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Describe)),
        _ => string.Create(CultureInfo.InvariantCulture, $"{detail}"),
    };
}
