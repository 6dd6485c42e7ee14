using System.Text;

namespace CqrsPrototype.Mongo.Views;

/// <summary>A prefix as a range of strings, compared as MongoDB does: by their UTF-8 bytes, which is by code points.</summary>
internal static class TextPrefix
{
    /// <summary>The first string that comes after everything with the prefix; <see langword="null"/> if there is none.</summary>
    public static string? EndOf(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        for (var i = runes.Count - 1; i >= 0; i--)
        {
            // The code points of surrogates are no characters: the range goes on behind them.
            var next = runes[i].Value == 0xD7FF ? 0xE000 : runes[i].Value + 1;
            if (Rune.IsValid(next))
            {
                return string.Concat(runes.Take(i).Append(new Rune(next)).Select(rune => rune.ToString()));
            }
        }

        return null;
    }
}
