using CqrsPrototype.EventSourcing.Streams;
using MongoDB.Bson;
using MongoDB.Driver;

namespace CqrsPrototype.Mongo.Connecting;

/// <summary>The way to the server for all stores: opens it at the first call, limits each call in time, and gives failures their name.</summary>
internal sealed class MongoStore(IMongoClient client, MongoStoreOptions options, Availability availability, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile Collections? _collections;

    /// <summary>Calls the server.</summary>
    /// <exception cref="EventStoreUnavailableException">It failed or took too long. A write may have happened, or happen later.</exception>
    public async Task<T> CallAsync<T>(Func<Collections, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var timeout = availability.IsLost ? options.ProbeTimeout : options.CallTimeout;
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var result = await call(_collections ?? await OpenAsync(either.Token), either.Token);
            availability.Answered();
            return result;
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Unavailable($"MongoDB did not answer within {timeout.TotalSeconds} s. See that it runs and is not overloaded.", exception, began);
        }
        catch (Exception exception) when (exception is MongoException or TimeoutException or System.IO.IOException)
        {
            throw Unavailable($"MongoDB failed: {exception.Message}", exception, began);
        }
    }

    /// <summary>What the server promises of reads and writes; asks it only where it has not been asked yet.</summary>
    /// <exception cref="EventStoreUnavailableException">It did not answer.</exception>
    public async ValueTask<Concerns> GetConcernsAsync(CancellationToken cancellationToken) => _collections is { } collections
        ? collections.Concerns
        : await CallAsync((opened, _) => Task.FromResult(opened.Concerns), cancellationToken);

    /// <summary>Starts a causally consistent session: what it reads is never older than what it has read or written.</summary>
    public IClientSessionHandle StartSession() => client.StartSession(new ClientSessionOptions { CausalConsistency = true });

    public void Dispose() => _opening.Dispose();

    private EventStoreUnavailableException Unavailable(string reason, Exception exception, long began)
    {
        availability.Failed(reason, began);
        return new EventStoreUnavailableException(reason, exception) { AwayFor = availability.AwayFor };
    }

    private async Task<Collections> OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_collections is null)
            {
                var database = client.GetDatabase(options.Database);
                var hello = await database.RunCommandAsync<BsonDocument>(new BsonDocument("hello", 1), ReadPreference.Primary, cancellationToken);
                var collections = new Collections(database, Concerns.For(hello));
                await Schema.EnsureAsync(collections, cancellationToken);
                _collections = collections;
            }

            return _collections;
        }
        finally
        {
            _opening.Release();
        }
    }
}
