namespace CqrsPrototype.Users.Http;

/// <summary>Addresses in links.</summary>
internal static class Links
{
    /// <summary>The address as a segment of a path; the @ may stand there as it is (RFC 3986, section 3.3).</summary>
    public static string Escape(string email) => Uri.EscapeDataString(email).Replace("%40", "@", StringComparison.Ordinal);
}
