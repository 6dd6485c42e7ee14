namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>Small secrets that live and die with the data, such as the key that stream names are made with.</summary>
public interface IStoreSecrets
{
    /// <summary>Stores <paramref name="candidate"/> under <paramref name="name"/> unless there is a value already, and returns what is stored.</summary>
    /// <returns>The same bytes for every caller, for ever; durable when returned.</returns>
    ValueTask<byte[]> GetOrAddAsync(string name, ReadOnlyMemory<byte> candidate, CancellationToken cancellationToken);
}
