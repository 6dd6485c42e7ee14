namespace CqrsPrototype.EventSourcing.Log;

/// <summary>The place of an event in the log, the one order over all streams: from 0, without gaps.</summary>
/// <param name="Value">0 or more.</param>
public readonly record struct GlobalPosition(long Value) : IComparable<GlobalPosition>
{
    /// <summary>The place of the first event.</summary>
    public static GlobalPosition Start => default;

    /// <summary>The place that many events later.</summary>
    public static GlobalPosition operator +(GlobalPosition position, int events) => new(position.Value + events);

    /// <summary>Whether the left place comes before.</summary>
    public static bool operator <(GlobalPosition left, GlobalPosition right) => left.Value < right.Value;

    /// <summary>Whether the left place comes after.</summary>
    public static bool operator >(GlobalPosition left, GlobalPosition right) => left.Value > right.Value;

    /// <summary>Whether the left place is the same or comes before.</summary>
    public static bool operator <=(GlobalPosition left, GlobalPosition right) => left.Value <= right.Value;

    /// <summary>Whether the left place is the same or comes after.</summary>
    public static bool operator >=(GlobalPosition left, GlobalPosition right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(GlobalPosition other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
