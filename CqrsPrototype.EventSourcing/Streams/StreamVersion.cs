namespace CqrsPrototype.EventSourcing.Streams;

/// <summary>The number of an event in its stream, from 1 without gaps; also how many events a stream has.</summary>
/// <param name="Value">1 or more; 0 is <see cref="None"/>.</param>
public readonly record struct StreamVersion(long Value) : IComparable<StreamVersion>
{
    /// <summary>The version of a stream without events.</summary>
    public static StreamVersion None => default;

    /// <summary>The version of the next event.</summary>
    public StreamVersion Next => new(Value + 1);

    /// <summary>The version that many events later.</summary>
    public static StreamVersion operator +(StreamVersion version, int events) => new(version.Value + events);

    /// <summary>The version that many events before.</summary>
    public static StreamVersion operator -(StreamVersion version, int events) => new(version.Value - events);

    /// <summary>Whether the left version comes before.</summary>
    public static bool operator <(StreamVersion left, StreamVersion right) => left.Value < right.Value;

    /// <summary>Whether the left version comes after.</summary>
    public static bool operator >(StreamVersion left, StreamVersion right) => left.Value > right.Value;

    /// <summary>Whether the left version is the same or comes before.</summary>
    public static bool operator <=(StreamVersion left, StreamVersion right) => left.Value <= right.Value;

    /// <summary>Whether the left version is the same or comes after.</summary>
    public static bool operator >=(StreamVersion left, StreamVersion right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(StreamVersion other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
