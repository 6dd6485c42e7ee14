using System.Text.Json;
using CqrsPrototype.EventSourcing.Signals;
using CqrsPrototype.EventSourcing.Streams;

namespace CqrsPrototype.Rabbit.Signals;

/// <summary>Hints as they travel: <c>{"from":"…","appended":true,"logGrown":true,"projected":{"user-…":3}}</c>.</summary>
/// <param name="From">Names the process that sent it, which does not listen to itself.</param>
/// <param name="Hints">What it says.</param>
internal sealed record SignalMessage(Guid From, Hints Hints)
{
    public ReadOnlyMemory<byte> Write() => JsonSerializer.SerializeToUtf8Bytes(
        new SignalJson(From, Hints.Appended, Hints.LogGrown, Hints.Projected.ToDictionary(view => view.Stream.Value, view => view.Version.Value)),
        SignalJsonContext.Default.SignalJson);

    /// <summary>Reads one; <see langword="null"/> when it is none, which costs only time.</summary>
    public static SignalMessage? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, SignalJsonContext.Default.SignalJson) is { } json
                ? new SignalMessage(json.From, new Hints(json.Appended, json.LogGrown, [.. Views(json.Projected ?? [])]))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<ViewChange> Views(Dictionary<string, long> projected)
    {
        foreach (var (name, version) in projected)
        {
            if (StreamId.TryParse(name, out var stream) && version >= 0)
            {
                yield return new ViewChange(stream, new StreamVersion(version));
            }
        }
    }
}
