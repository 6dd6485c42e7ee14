using System.Text.Json.Serialization;
using CqrsPrototype.EventSourcing.Messaging;
using CqrsPrototype.ServiceDefaults.Http;

namespace CqrsPrototype.Operations.Parked;

/// <summary>A message that was put aside.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Reason">Why it was parked.</param>
/// <param name="At">When.</param>
/// <param name="Properties">What came with it.</param>
/// <param name="Size">The bytes of its whole body.</param>
/// <param name="Body">How the body begins.</param>
/// <param name="Encoding">How that is written: <c>utf-8</c> where it is text, else <c>base64</c>.</param>
internal sealed record ParkedEntry(
    string Id,
    string Reason,
    [property: JsonConverter(typeof(TimestampConverter))] DateTimeOffset At,
    IReadOnlyDictionary<string, string> Properties,
    int Size,
    string Body,
    string Encoding)
{
    public static ParkedEntry Of(ParkedMessage message)
    {
        var (body, encoding) = BodyText.Of(message.Body.Span);
        return new ParkedEntry(message.Id, message.Reason, message.At, message.Properties, message.Body.Length, body, encoding);
    }
}
