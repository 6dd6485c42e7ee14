using System.Globalization;
using System.Text;
using CqrsPrototype.ServiceDefaults.Correlation;
using CqrsPrototype.ServiceDefaults.Problems;
using CqrsPrototype.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;

namespace CqrsPrototype.ServiceDefaults;

/// <summary>What every host shares.</summary>
public static class ServiceDefaultsExtensions
{
    // A process ends within 10 s: what is under way gets this long, and the stores the rest, as far as ServiceProcess lets them.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(6);

    /// <summary>Adds telemetry, health checks, problem documents, resilient HTTP clients and one culture.</summary>
    /// <exception cref="PlatformNotSupportedException">The process runs without ICU.</exception>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        RequireIcu();
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

        builder.AddTelemetry();
        builder.AddLines();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // It tells of every attempt of every call.
        builder.Logging.AddFilter("Polly", LogLevel.Warning);

        // Aspire's client hands it a log, on which it tells of each server that it waits for with a stack. The adapter says that in one line.
        builder.Logging.AddFilter("MongoDB", LogLevel.Warning);

        // What a health check finds, its adapter has said already, once; here it would be said again with each question.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);

        // A host that cannot start is reported in one line by ServiceProcess.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(host =>
        {
            host.ShutdownTimeout = ShutdownTimeout;

            // One behind the other, each could use up what the next one needs.
            host.ServicesStopConcurrently = true;
        });
        builder.Services.AddHealthChecks();
        builder.Services.AddExceptionHandler<ProblemExceptionHandler>();
        builder.Services.AddProblemTypes(ProblemTypes.All);
        builder.Services.ConfigureHttpClientDefaults(http => http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods()));
        return builder;
    }

    /// <summary>Gives each request its correlation id, and answers what fails with a problem document.</summary>
    public static IApplicationBuilder UseServiceDefaults(this IApplicationBuilder app) => app.UseCorrelationId().UseProblemDocuments();

    // E-mail addresses are compared in Unicode NFC. Without ICU the runtime does not compute it, and two spellings of one address would be two users.
    private static void RequireIcu()
    {
        if ("e\u0301".Normalize(NormalizationForm.FormC).Length != 1)
        {
            throw new PlatformNotSupportedException(
                "This process runs without ICU. Install it (Debian: libicu; Alpine: icu-libs) and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
    }
}
