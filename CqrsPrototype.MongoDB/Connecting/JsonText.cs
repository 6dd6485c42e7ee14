using System.Text;
using MongoDB.Bson;

namespace CqrsPrototype.Mongo.Connecting;

/// <summary>JSON as it is stored: as text, which a person can read and which gives back the same bytes; bytes that are not UTF-8 stay bytes.</summary>
internal static class JsonText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static BsonValue ToBson(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return new BsonString(Strict.GetString(utf8.Span));
        }
        catch (DecoderFallbackException)
        {
            return new BsonBinaryData(utf8.ToArray());
        }
    }

    public static ReadOnlyMemory<byte> FromBson(BsonValue value) => value.IsString ? Strict.GetBytes(value.AsString) : value.AsByteArray;
}
