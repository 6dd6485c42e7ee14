namespace CqrsPrototype.Tests.Telemetry.Otlp;

/// <summary>What traces, metrics and logs have in common.</summary>
internal static class Received
{
    /// <summary>The attributes that stand in the fields of that number.</summary>
    public static Dictionary<string, object?> Attributes(ProtoField message, int number) =>
        message.All(number).ToDictionary(pair => pair.One(1).Text, pair => Value(pair.One(2)));

    /// <summary>A value of any type.</summary>
    public static object? Value(ProtoField any) => any.Fields.FirstOrDefault() switch
    {
        { Number: 1 } text => text.Text,
        { Number: 2 } boolean => boolean.Value != 0,
        { Number: 3 } number => (long)number.Value,
        { Number: 4 } number => number.Double,
        _ => null,
    };
}
