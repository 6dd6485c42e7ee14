using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>The name of a stream: a category and an opaque identity within it, written <c>category-identity</c>.</summary>
/// <remarks>
/// The name appears in logs, traces, headers and metrics, so the identity must not be personal data: derive it with a keyed
/// hash (<see cref="StreamNaming"/>) where the natural key is personal.
/// </remarks>
public readonly record struct StreamId
{
    /// <summary>Longest name in characters; all of them are ASCII.</summary>
    public const int MaxLength = 200;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private readonly string? _value;

    private StreamId(string value) => _value = value;

    /// <summary>The whole name, as it is stored.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default StreamId names no stream.");

    /// <summary>The part before the first hyphen; a projection chooses its streams by it.</summary>
    public ReadOnlySpan<char> Category => Value.AsSpan(0, Value.IndexOf('-'));

    /// <summary>Names a stream.</summary>
    /// <param name="category">ASCII letters, digits, <c>_</c> and <c>.</c>; no hyphen; not empty.</param>
    /// <param name="identity">ASCII letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; not empty.</param>
    /// <exception cref="ArgumentException">A part is empty, too long or has other characters.</exception>
    public static StreamId Of(string category, string identity) => Parse($"{category}-{identity}");

    /// <summary>Reads a name back from where it was stored.</summary>
    /// <exception cref="ArgumentException">This is not the name of a stream.</exception>
    public static StreamId Parse(string value) => TryParse(value, out var stream)
        ? stream
        : throw new ArgumentException($"'{value}' is not the name of a stream: category-identity, {MaxLength} characters at most.", nameof(value));

    /// <summary>Reads a name that may come from outside; <see langword="false"/> when it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, out StreamId stream)
    {
        stream = default;
        if (value is null || value.Length > MaxLength || value.AsSpan().ContainsAnyExcept(Allowed))
        {
            return false;
        }

        var hyphen = value.IndexOf('-');
        if (hyphen <= 0 || hyphen == value.Length - 1)
        {
            return false;
        }

        stream = new StreamId(value);
        return true;
    }

    /// <summary>Whether this stream is of that category.</summary>
    public bool IsOf(string category) => Category.SequenceEqual(category);

    /// <inheritdoc/>
    public override string ToString() => _value ?? "";
}
