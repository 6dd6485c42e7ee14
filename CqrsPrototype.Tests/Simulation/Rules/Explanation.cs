using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace CqrsPrototype.Tests.Simulation.Rules;

/// <summary>An interpolated text that is put together only if the condition before it does not hold: rules are asked millions of times.</summary>
[InterpolatedStringHandler]
internal readonly ref struct Explanation
{
    private readonly StringBuilder? _text;

    public Explanation(int literalLength, int formattedCount, bool holds, out bool isNeeded)
    {
        isNeeded = !holds;
        _text = holds ? null : new StringBuilder(literalLength + (16 * formattedCount));
    }

    public void AppendLiteral(string literal) => _text!.Append(literal);

    public void AppendFormatted<T>(T value) => _text!.Append(CultureInfo.InvariantCulture, $"{value}");

    public override string ToString() => _text?.ToString() ?? "";
}
