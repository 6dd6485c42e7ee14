using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Users.Queries;

/// <summary>One change as an event of the stream: <c>id</c>, <c>event</c> and one line of <c>data</c>.</summary>
/// <remarks>
/// What is told stands in the stored data, whatever its type: a change that this version of the program does not know, whose stream is
/// therefore stuck, must not end the stream for everybody.
/// </remarks>
internal static class UserChangeEvent
{
    public static void Write(IBufferWriter<byte> output, RecordedEvent change)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"id: {change.Position}\nevent: {change.Event.Type}\ndata: ");
        Encoding.UTF8.GetBytes(head, output);
        using (var data = Parse(change.Event.Data))
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            Copy(data, json, "email");
            json.WriteNumber("version", change.Version.Value);
            Copy(data, json, "name");
            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> data)
    {
        try
        {
            return JsonDocument.Parse(data);
        }
        catch (JsonException)
        {
            // Its stream is stuck, and listed as such. What is left to tell is that something happened.
            return null;
        }
    }

    private static void Copy(JsonDocument? data, Utf8JsonWriter json, string member)
    {
        if (data?.RootElement is { ValueKind: JsonValueKind.Object } members
            && members.TryGetProperty(member, out var value)
            && value.ValueKind == JsonValueKind.String)
        {
            json.WritePropertyName(member);
            value.WriteTo(json);
        }
    }
}
