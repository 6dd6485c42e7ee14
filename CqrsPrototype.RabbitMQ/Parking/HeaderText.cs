using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using RabbitMQ.Client;

namespace CqrsPrototype.Rabbit.Parking;

/// <summary>Header values as text, for people and for sending them again with the type that they had.</summary>
internal static class HeaderText
{
    private const string Bytes = "bytes";
    private const string Binary = "binary";
    private const string Nested = "json";
    private const string Timestamp = "timestamp";

    // A reader of JSON goes no deeper than 64.
    private const int MaxDepth = 60;

    /// <summary>The type of a value, empty for a string, and the value.</summary>
    public static (string Type, string Text) Write(object? value) => value switch
    {
        null => ("null", ""),
        string text => ("", text),
        byte[] text when Utf8.IsValid(text) => ("", Encoding.UTF8.GetString(text)),
        byte[] bytes => (Bytes, Convert.ToBase64String(bytes)),
        BinaryTableValue binary => (Binary, Convert.ToBase64String(binary.Bytes)),
        AmqpTimestamp time => (Timestamp, Number(time.UnixTime)),
        IDictionary<string, object?> or IList<object?> => (Nested, ToJson(value, 1)!.ToJsonString()),
        IConvertible simple => (simple.GetTypeCode().ToString(), Number(simple)),
        _ => ("", value.ToString() ?? ""),
    };

    /// <summary>The value again. What is nested comes back with strings, numbers of 64 bits and truth values.</summary>
    /// <exception cref="FormatException">Somebody has changed the entry by hand.</exception>
    public static object? Read(string type, string text) => type switch
    {
        "" => text,
        "null" => null,
        Bytes => Convert.FromBase64String(text),
        Binary => new BinaryTableValue(Convert.FromBase64String(text)),
        Timestamp => new AmqpTimestamp(long.Parse(text, CultureInfo.InvariantCulture)),
        Nested => FromJson(JsonNode.Parse(text)),
        _ => Convert.ChangeType(text, Enum.Parse<TypeCode>(type), CultureInfo.InvariantCulture),
    };

    private static string Number(IConvertible value) => value.ToString(CultureInfo.InvariantCulture);

    private static JsonNode? ToJson(object? value, int depth) => value switch
    {
        null => null,
        IDictionary<string, object?> or IList<object?> when depth > MaxDepth => JsonValue.Create("(nested too deeply)"),
        IDictionary<string, object?> table => new JsonObject(table.Select(entry => KeyValuePair.Create(entry.Key, ToJson(entry.Value, depth + 1)))),
        IList<object?> list => new JsonArray([.. list.Select(item => ToJson(item, depth + 1))]),
        bool truth => JsonValue.Create(truth),
        AmqpTimestamp time => JsonValue.Create(time.UnixTime),
        sbyte or byte or short or ushort or int or uint or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        float or double when Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(Write(value).Text),
    };

    private static object? FromJson(JsonNode? node) => node switch
    {
        null => null,
        JsonObject table => table.ToDictionary(entry => entry.Key, entry => FromJson(entry.Value)),
        JsonArray list => list.Select(FromJson).ToList(),
        JsonValue value when value.TryGetValue<bool>(out var truth) => truth,
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        JsonValue value when value.TryGetValue<double>(out var fraction) => fraction,
        _ => node.ToString(),
    };
}
