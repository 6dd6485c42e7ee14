using System.Buffers.Binary;
using System.Text;

namespace CqrsPrototype.Tests.Rabbit;

/// <summary>Frames of AMQP 0-9-1 that a broker sends when it is short of memory, which a broker that others use must not be made.</summary>
internal static class AmqpFrame
{
    private const byte Method = 1;
    private const ushort ConnectionChannel = 0;
    private const ushort ConnectionClass = 10;
    private const byte End = 0xCE;

    public static byte[] ConnectionBlocked(string reason) => Frame(60, [(byte)reason.Length, .. Encoding.UTF8.GetBytes(reason)]);

    public static byte[] ConnectionUnblocked() => Frame(61, []);

    private static byte[] Frame(ushort method, byte[] arguments)
    {
        var frame = new byte[7 + 4 + arguments.Length + 1];
        frame[0] = Method;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), ConnectionChannel);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(3), 4 + arguments.Length);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(7), ConnectionClass);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(9), method);
        arguments.CopyTo(frame.AsSpan(11));
        frame[^1] = End;
        return frame;
    }
}
