using CqrsPrototype.ServiceDefaults.Http;
using CqrsPrototype.Users.Domain;
using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Users.Http;

/// <summary>Takes the e-mail address from the path.</summary>
internal static class AddressInPath
{
    /// <summary>Reads the address of this request.</summary>
    /// <param name="context">A request that was routed by its address.</param>
    /// <param name="segmentsBehind">How many segments follow the address.</param>
    /// <param name="problem">What is wrong with it, where it is none.</param>
    public static EmailAddress? Parse(HttpContext context, int segmentsBehind, out string? problem)
    {
        if (PathSegment.Read(context, segmentsBehind) is { } text)
        {
            return EmailAddress.Parse(text, out problem);
        }

        problem = "The e-mail address in the path is not percent-encoded UTF-8.";
        return null;
    }
}
