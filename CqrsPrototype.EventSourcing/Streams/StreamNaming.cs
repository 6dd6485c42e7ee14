using System.Security.Cryptography;
using System.Text;

namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>Names streams by a keyed hash of a natural key, so that the key itself never leaves the store's data.</summary>
/// <remarks>
/// HMAC-SHA-256 (RFC 2104), of which the first 128 bits are written as 26 lower-case characters of base32 (RFC 4648, without
/// padding). The key is made once and kept in the event store itself: there is no secret to lose apart from the data it names.
/// </remarks>
public sealed class StreamNaming
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int IdentityLength = 26;
    private const int KeyBytes = 32;
    private const string SecretName = "stream-key";

    private readonly byte[] _key;

    /// <summary>Names streams with a key that is at hand.</summary>
    /// <param name="key">32 bytes.</param>
    public StreamNaming(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyBytes);
        _key = key;
    }

    /// <summary>Takes the key from the store, and makes it there if this is the first time.</summary>
    public static async ValueTask<StreamNaming> LoadAsync(IStoreSecrets secrets, CancellationToken cancellationToken) =>
        new(await secrets.GetOrAddAsync(SecretName, RandomNumberGenerator.GetBytes(KeyBytes), cancellationToken));

    /// <summary>The stream of that category for a natural key.</summary>
    public StreamId Name(string category, string naturalKey)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetByteCount(naturalKey);
        var utf8 = length <= 512 ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(naturalKey, utf8);
        HMACSHA256.HashData(_key, utf8, hash);

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
