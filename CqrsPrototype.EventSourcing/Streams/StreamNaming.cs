using System.Security.Cryptography;
using System.Text;

namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>Names streams by a keyed hash of a natural key, so that the key itself never leaves the store's data.</summary>
/// <remarks>
/// HMAC-SHA-256 (RFC 2104), of which the first 128 bits are written as 26 lower-case characters of base32 (RFC 4648, without
/// padding). The key is made once and kept in the event store itself: there is no secret to lose apart from the data it names.
/// </remarks>
/// <param name="secrets">Where the key is; asked when the first stream is named, so the store may still be away when the process starts.</param>
public sealed class StreamNaming(IStoreSecrets secrets)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int IdentityLength = 26;
    private const int KeyBytes = 32;
    private const string SecretName = "stream-key";

    private readonly Lock _lock = new();
    private volatile Task<byte[]>? _key;

    /// <summary>The stream of that category for a natural key.</summary>
    /// <exception cref="EventStoreUnavailableException">The key is not known yet, and the store does not answer.</exception>
    public ValueTask<StreamId> NameAsync(string category, string naturalKey, CancellationToken cancellationToken)
    {
        var key = KeyAsync();
        return key.IsCompletedSuccessfully ? new(Name(key.Result, category, naturalKey)) : NameAsync(key.WaitAsync(cancellationToken), category, naturalKey);
    }

    private static async ValueTask<StreamId> NameAsync(Task<byte[]> key, string category, string naturalKey) => Name(await key, category, naturalKey);

    // All who need it at the start wait for one answer, which the cancellation of one of them does not end; a failure is not kept.
    private Task<byte[]> KeyAsync()
    {
        if (_key is { IsCompletedSuccessfully: true } known)
        {
            return known;
        }

        lock (_lock)
        {
            return _key is null or { IsFaulted: true } or { IsCanceled: true }
                ? _key = secrets.GetOrAddAsync(SecretName, RandomNumberGenerator.GetBytes(KeyBytes), CancellationToken.None).AsTask()
                : _key;
        }
    }

    private static StreamId Name(byte[] key, string category, string naturalKey)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetByteCount(naturalKey);
        var utf8 = length <= 512 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(naturalKey, utf8);
        HMACSHA256.HashData(key, utf8, hash);

        Span<char> identity = stackalloc char[IdentityLength];
        for (var i = 0; i < IdentityLength; i++)
        {
            // 16 bytes are 128 bits: 25 characters of five bits and a last one of three, filled up with zeros.
            var bit = i * 5;
            var pair = (hash[bit / 8] << 8) | (bit / 8 + 1 < 16 ? hash[bit / 8 + 1] : 0);
            identity[i] = Alphabet[(pair >> (11 - bit % 8)) & 31];
        }

        return StreamId.Of(category, new string(identity));
    }
}
