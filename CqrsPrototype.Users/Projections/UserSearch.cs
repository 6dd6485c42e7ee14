using System.Text;

namespace CqrsPrototype.Users.Projections;

/// <summary>How names and what is searched for are made comparable: composed (NFC), in lower case, word by word.</summary>
internal static class UserSearch
{
    public static IEnumerable<string> Words(string name) =>
        Fold(name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public static string Fold(string text) => text.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();
}
