using System.Text.Json;

namespace CqrsPrototype.Users.Http;

/// <summary>The string members of a JSON object, and what is wrong with it, by member.</summary>
internal sealed class JsonMembers
{
    private readonly Dictionary<string, string?> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);

    private JsonMembers()
    {
    }

    /// <summary>What is wrong, by member; one message each.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <summary>Reads an object whose members may be these strings and nothing else.</summary>
    /// <returns><see langword="null"/> where it is no JSON object at all.</returns>
    public static JsonMembers? Read(ReadOnlySpan<byte> json, params string[] known)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var members = new JsonMembers();
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                members.ReadMember(ref reader, known);
            }

            // Reading on throws on whatever stands behind the object.
            reader.Read();
            return members;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or a member's name that is no Unicode.
            return null;
        }
    }

    /// <summary>Makes a value of a member; what <paramref name="parse"/> finds wrong goes to <see cref="Errors"/>.</summary>
    public T? Get<T>(string name, Parser<T> parse)
        where T : class
    {
        var value = parse(_values.GetValueOrDefault(name), out var problem);
        if (problem is not null)
        {
            _errors.TryAdd(name, problem);
        }

        return value;
    }

    private void ReadMember(ref Utf8JsonReader reader, string[] known)
    {
        var name = reader.GetString()!;
        reader.Read();
        if (!known.Contains(name))
        {
            _errors.TryAdd(name, "This member is not known.");
        }
        else if (_values.ContainsKey(name))
        {
            _errors.TryAdd(name, "This member is there twice.");
        }
        else
        {
            _values[name] = ReadString(ref reader, name);
        }

        reader.Skip();
    }

    private string? ReadString(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            _errors.TryAdd(name, "This member must be a string.");
            return null;
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            _errors.TryAdd(name, "This member is not well-formed Unicode.");
            return null;
        }
    }

    /// <summary>Makes a value of text from outside, or says what is wrong with it.</summary>
    public delegate T? Parser<T>(string? text, out string? problem);
}
