using System.Diagnostics;

namespace CqrsPrototype.EventSourcing.Telemetry;

/// <summary>The spans of events that are worked on together: one for each that is recorded, in the trace of its command, and one for the batch.</summary>
/// <remarks>
/// The batch has a trace of its own, with links to what its events come from; each event's span links to it. A single event needs no batch.
/// While it lasts, the batch, or the single event, is the current activity, so that calls of a database are told as part of it.
/// </remarks>
public sealed class EventSpans : IDisposable
{
    private const int MaxLinks = 128;

    private readonly Activity? _before = Activity.Current;
    private readonly Activity? _batch;
    private readonly Activity?[] _spans;

    private EventSpans(ActivitySource source, string name, ActivityKind kind, ActivityContext[] contexts)
    {
        var recorded = contexts.Where(context => context != default).Take(MaxLinks);
        _batch = contexts.Length > 1
            ? source.StartActivity(kind, links: recorded.Select(context => new ActivityLink(context)), name: $"{name} batch")
            : null;
        _batch?.SetTag("cqrs.batch.size", contexts.Length);
        ActivityLink[]? links = _batch is null ? null : [new ActivityLink(_batch.Context)];
        _spans = Array.ConvertAll(contexts, context => context == default ? null : source.StartActivity(kind, context, null, links, name: name));
        Activity.Current = _batch ?? _spans[0] ?? _before;
    }

    /// <summary>The span of an event; <see langword="null"/> where it is not recorded.</summary>
    public Activity? this[int index] => _spans[index];

    /// <summary>Begins spans for events that are worked on together.</summary>
    /// <param name="source">Whose spans they are.</param>
    /// <param name="name">Their name.</param>
    /// <param name="kind">Their kind.</param>
    /// <param name="events">1 or more.</param>
    /// <param name="traceParent">The W3C trace context of each, where it has one.</param>
    /// <returns><see langword="null"/> where nobody listens or no event is recorded: then it costs next to nothing.</returns>
    public static EventSpans? Start<T>(ActivitySource source, string name, ActivityKind kind, IReadOnlyList<T> events, Func<T, string?> traceParent)
    {
        if (!source.HasListeners())
        {
            return null;
        }

        ActivityContext[]? contexts = null;
        for (var i = 0; i < events.Count; i++)
        {
            if (traceParent(events[i]) is { } text && IsRecorded(text) && ActivityContext.TryParse(text, null, isRemote: true, out var context))
            {
                (contexts ??= new ActivityContext[events.Count])[i] = context;
            }
        }

        return contexts is null ? null : new EventSpans(source, name, kind, contexts);
    }

    /// <summary>Says the same of all of them.</summary>
    public void SetTag(string name, object value)
    {
        foreach (var span in _spans)
        {
            span?.SetTag(name, value);
        }
    }

    /// <summary>Says that the work on all of them has failed.</summary>
    public void Fail(Exception exception)
    {
        foreach (var span in _spans.Append(_batch))
        {
            span?.Fail(exception);
        }
    }

    /// <summary>Ends the spans.</summary>
    public void Dispose()
    {
        foreach (var span in _spans)
        {
            span?.Dispose();
        }

        _batch?.Dispose();
        Activity.Current = _before;
    }

    // The last of its two hexadecimal digits has the flag "sampled" in its lowest bit.
    private static bool IsRecorded(string traceParent) => traceParent.Length >= 55 && traceParent[54] is '1' or '3' or '5' or '7' or '9' or 'b' or 'd' or 'f';
}
