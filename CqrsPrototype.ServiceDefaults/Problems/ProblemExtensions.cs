using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CqrsPrototype.ServiceDefaults.Problems;

/// <summary>Registers kinds of problems, and answers with them whatever fails.</summary>
public static class ProblemExtensions
{
    /// <summary>Adds kinds of problems, so that each has its page.</summary>
    public static IServiceCollection AddProblemTypes(this IServiceCollection services, IEnumerable<ProblemType> types)
    {
        foreach (var type in types)
        {
            services.AddSingleton(type);
        }

        return services;
    }

    /// <summary>Says how an exception is answered.</summary>
    public static IServiceCollection AddExceptionProblem<T>(this IServiceCollection services, Func<T, ProblemResult> answer)
        where T : Exception =>
        services.AddSingleton(new ExceptionProblem(typeof(T), exception => answer((T)exception)));

    /// <summary>Answers exceptions and statuses without a body with problem documents.</summary>
    public static IApplicationBuilder UseProblemDocuments(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true, ExceptionHandler = _ => Task.CompletedTask });
        app.UseStatusCodePages(async context =>
        {
            var response = context.HttpContext.Response;
            if (ProblemTypes.ForStatus(response.StatusCode) is { } type)
            {
                await new ProblemResult(type, Detail(context.HttpContext, type)) { Status = response.StatusCode }.ExecuteAsync(context.HttpContext);
            }
        });
        return app;
    }

    /// <summary>Maps a page for people for each kind of problem.</summary>
    public static IEndpointConventionBuilder MapProblemPages(this IEndpointRouteBuilder endpoints)
    {
        var types = endpoints.ServiceProvider.GetServices<ProblemType>().ToFrozenDictionary(type => type.Name);
        return endpoints
            .MapMethods("/problems/{name}", [HttpMethods.Get, HttpMethods.Head], (string name) => types.TryGetValue(name, out var type)
                ? Results.Content(ProblemPage.Of(type), "text/html; charset=utf-8")
                : new ProblemResult(ProblemTypes.NotFound, "There is no kind of problem with that name."));
    }

    private static string Detail(HttpContext context, ProblemType type) => type == ProblemTypes.MethodNotAllowed
        ? $"{context.Request.Method} is not among the methods that are allowed here: {context.Response.Headers.Allow}."
        : type.Title;
}
