using System.Diagnostics;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Telemetry;

/// <summary>What spans say of failures, and what goes on from them.</summary>
public static class ActivityExtensions
{
    /// <summary>The event as it is passed on from within a span: what follows from it becomes part of that one. Without a span, the event itself.</summary>
    public static RecordedEvent Within(this RecordedEvent recorded, Activity? span) =>
        span is null ? recorded : recorded with { Metadata = recorded.Metadata with { TraceParent = span.Id } };

    /// <summary>Says that what a span stands for has failed. What the exception says is left to the log.</summary>
    public static void Fail(this Activity span, Exception exception)
    {
        span.SetTag("error.type", exception.GetType().FullName);
        span.SetStatus(ActivityStatusCode.Error);
    }
}
