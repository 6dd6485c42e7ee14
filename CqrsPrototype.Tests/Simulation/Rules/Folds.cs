using System.Text.Json;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;
using CqrsPrototype.Tests.SecondAggregate;
using CqrsPrototype.Tests.Simulation.Storage;

namespace CqrsPrototype.Tests.Simulation.Rules;

/// <summary>What each view should be after each version of its stream: folded here, in a few lines, from what is stored.</summary>
internal sealed class Folds(IEventStore store)
{
    private static readonly AccountProjection Projection = new();

    private readonly Dictionary<StreamId, List<(AccountView? View, StoredView Stored)>> _folds = [];

    /// <summary>The view after that version; <see langword="null"/> where the stream is not so long, or for version 0.</summary>
    public StoredView? At(StreamId stream, StreamVersion version)
    {
        var folds = Fold(stream);
        return version > StreamVersion.None && version.Value <= folds.Count ? folds[(int)version.Value - 1].Stored : null;
    }

    /// <summary>The view after all that is stored; <see langword="null"/> where nothing is.</summary>
    public StoredView? AtEnd(StreamId stream) => Fold(stream) is [.., var last] ? last.Stored : null;

    /// <summary>Forgets what may be lost in a crash of the server.</summary>
    public void Forget() => _folds.Clear();

    public static bool AreEqual(StoredView one, StoredView other) =>
        one with { Body = null, SearchTerms = [] } == other with { Body = null, SearchTerms = [] }
        && one.SearchTerms.SequenceEqual(other.SearchTerms)
        && one.Body.HasValue == other.Body.HasValue
        && one.Body.GetValueOrDefault().Span.SequenceEqual(other.Body.GetValueOrDefault().Span);

    private List<(AccountView? View, StoredView Stored)> Fold(StreamId stream)
    {
        if (!_folds.TryGetValue(stream, out var folds))
        {
            _folds.Add(stream, folds = []);
        }

        foreach (var recorded in store.ReadAsync(stream, new StreamVersion(folds.Count), 1000, CancellationToken.None).Now())
        {
            var before = folds is [.., var last] ? last.View : null;
            var view = recorded.Event.IsVoid ? before : Projection.Apply(before, Accounts.Events.Deserialize(recorded.Event), recorded);
            folds.Add((view, Render(view, recorded)));
        }

        return folds;
    }

    private static StoredView Render(AccountView? view, RecordedEvent last) => view is null
        ? new StoredView(last.Stream, last.Version, last.At, null)
        : new StoredView(last.Stream, last.Version, last.At, JsonSerializer.SerializeToUtf8Bytes(view, Projection.Json))
        {
            SortKey = Projection.SortKey(view),
            SearchTerms = Projection.SearchTerms(view),
        };
}
