using System.Text.Json.Serialization.Metadata;
using CqrsPrototype.EventSourcing.Events;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.Projections;

/// <summary>A read model: one document for each stream of a category, folded from its events by pure functions.</summary>
/// <remarks>No clock, no chance, no look-up: a rebuilt view must equal the live one byte for byte.</remarks>
/// <typeparam name="TView">The document.</typeparam>
/// <typeparam name="TEvent">The events of the category.</typeparam>
public interface IProjection<TView, TEvent>
    where TView : class
    where TEvent : class
{
    /// <summary>Where its views are kept.</summary>
    ViewName Name { get; }

    /// <summary>The category of the streams that it folds.</summary>
    string Category { get; }

    /// <summary>The events of that category.</summary>
    EventTypes<TEvent> Events { get; }

    /// <summary>How the document is written.</summary>
    JsonTypeInfo<TView> Json { get; }

    /// <summary>The view after an event.</summary>
    /// <param name="view">The view before; <see langword="null"/> before the first event and after a deletion.</param>
    /// <param name="event">What happened.</param>
    /// <param name="recorded">Its version, time and metadata.</param>
    /// <returns><see langword="null"/> when the event deletes the view.</returns>
    TView? Apply(TView? view, TEvent @event, RecordedEvent recorded);

    /// <summary>What lists are ordered by; <see langword="null"/> where the view is in no list.</summary>
    string? SortKey(TView view);

    /// <summary>What a search can find the view by.</summary>
    IReadOnlyList<string> SearchTerms(TView view);
}
