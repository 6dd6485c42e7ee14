using Microsoft.AspNetCore.Http;

namespace CqrsPrototype.ServiceDefaults.Http;

/// <summary>Makes routes of functions from a request to a result.</summary>
public static class Handler
{
    /// <summary>The route that answers with what the function gives.</summary>
    public static RequestDelegate Of(Func<HttpContext, Task<IResult>> handle) => async http => await (await handle(http)).ExecuteAsync(http);
}
