using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.Users.Http;

/// <summary>Makes routes of functions from a request to a result.</summary>
internal static class Handler
{
    public static RequestDelegate Of(Func<HttpContext, Task<IResult>> handle) => async http => await (await handle(http)).ExecuteAsync(http);
}
