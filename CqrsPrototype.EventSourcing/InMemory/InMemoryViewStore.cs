using System.Text;
using CqrsPrototype.EventSourcing.Projections;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.EventSourcing.InMemory;

/// <summary>Views in the memory of one process, held to the same contract as the durable ones.</summary>
public sealed class InMemoryViewStore : IViewStore, IViewReader
{
    private static readonly Comparer<string> Utf8Order = Comparer<string>.Create(CompareUtf8);

    private readonly Lock _lock = new();
    private readonly Dictionary<ViewName, Dictionary<StreamId, StoredView>> _collections = [];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<StreamId, StoredView>> LoadAsync(ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var views = CollectionOf(name);
            return new(streams.Where(views.ContainsKey).ToDictionary(s => s, s => views[s]));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<StreamId, StreamVersion>> LoadVersionsAsync(
        ViewName name, IReadOnlyList<StreamId> streams, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var views = CollectionOf(name);
            return new(streams.Where(views.ContainsKey).ToDictionary(s => s, s => views[s].Version));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> SaveAsync(ViewName name, IReadOnlyList<ViewWrite> writes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var views = CollectionOf(name);
            var all = true;
            foreach (var (view, loaded) in writes)
            {
                if ((views.GetValueOrDefault(view.Stream)?.Version ?? StreamVersion.None) == loaded)
                {
                    views[view.Stream] = view;
                }
                else
                {
                    all = false;
                }
            }

            return new(all);
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredView?> FindAsync(ViewName name, StreamId stream, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(CollectionOf(name).GetValueOrDefault(stream));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredView>> ListAsync(ViewName name, ViewQuery query, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var listed = CollectionOf(name).Values
                .Where(view => view.Damage is null && view.Body is not null && view.SortKey is not null)
                .Where(view => query.After is null || CompareUtf8(view.SortKey!, query.After) > 0)
                .Where(view => string.IsNullOrEmpty(query.Search) || view.SearchTerms.Any(t => t.StartsWith(query.Search, StringComparison.Ordinal)));
            return new(listed.OrderBy(v => v.SortKey ?? "", Utf8Order).Take(query.Limit).ToList());
        }
    }

    // Ordinal comparison of UTF-16 puts surrogates before U+E000: the order is that of the UTF-8 bytes.
    private static int CompareUtf8(string one, string other) =>
        Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other));

    private Dictionary<StreamId, StoredView> CollectionOf(ViewName name)
    {
        if (!_collections.TryGetValue(name, out var views))
        {
            _collections.Add(name, views = []);
        }

        return views;
    }
}
