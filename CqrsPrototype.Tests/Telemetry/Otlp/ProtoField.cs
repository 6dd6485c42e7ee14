using System.Buffers.Binary;
using System.Text;

namespace CqrsPrototype.Tests.Telemetry.Otlp;

/// <summary>One field of a message of Protocol Buffers, as it stands on the wire: enough to read what OTLP sends.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Value">A varint or a fixed number.</param>
/// <param name="Bytes">A text, bytes or a message.</param>
internal readonly record struct ProtoField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public string Hex => Convert.ToHexStringLower(Bytes.Span);

    public double Double => BitConverter.UInt64BitsToDouble(Value);

    /// <summary>The fields of the message that this one holds.</summary>
    public IEnumerable<ProtoField> Fields => Read(Bytes);

    public IEnumerable<ProtoField> All(int number) => Fields.Where(field => field.Number == number);

    /// <summary>The field of that number; without it one that is empty, as the format wants it.</summary>
    public ProtoField One(int number) => Fields.LastOrDefault(field => field.Number == number);

    public static IEnumerable<ProtoField> Read(ReadOnlyMemory<byte> message)
    {
        while (!message.IsEmpty)
        {
            var key = Varint(ref message);
            var (number, value, bytes) = ((int)(key >> 3), 0UL, ReadOnlyMemory<byte>.Empty);
            switch (key & 7)
            {
                case 0:
                    value = Varint(ref message);
                    break;
                case 1:
                    value = BinaryPrimitives.ReadUInt64LittleEndian(message.Span);
                    message = message[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref message);
                    (bytes, message) = (message[..length], message[length..]);
                    break;
                case 5:
                    value = BinaryPrimitives.ReadUInt32LittleEndian(message.Span);
                    message = message[4..];
                    break;
                default:
                    throw new FormatException($"The wire type {key & 7} is not one of Protocol Buffers.");
            }

            yield return new ProtoField(number, value, bytes);
        }
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> message)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message.Span[0];
            message = message[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
