using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CqrsPrototype.ServiceDefaults.Starting;

/// <summary>Runs a host as a process: one that cannot start says why in one line, one that is told to stop ends what it has begun.</summary>
public static class ServiceProcess
{
    // Watching a file of settings means watching the whole working directory, with each write to the data in it: a tenth of the processor's
    // time under load. Settings are read once.
    private const string WatchNoFiles = "--hostBuilder:reloadConfigOnChange=false";

    // A process is gone 10 s after it was told to stop, also on a machine that is busy.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(9);

    /// <summary>Begins a host. Its settings come from files, the environment and the command line, and are read once.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args) => WebApplication.CreateSlimBuilder([WatchNoFiles, .. args]);

    /// <summary>Runs until Ctrl+C or SIGTERM.</summary>
    /// <param name="create">Puts the host together.</param>
    /// <param name="greet">What it says when it is ready; <see langword="null"/> for nothing.</param>
    /// <param name="portSettings">The environment variables that choose its ports, for the one who finds one taken.</param>
    /// <returns>The exit code: 0 after a stop, 1 where it could not start or a part of it failed.</returns>
    public static async Task<int> RunAsync(
        Func<WebApplication> create, Func<WebApplication, string>? greet = null, string portSettings = "ASPNETCORE_URLS")
    {
        try
        {
            return await RunAsync(create(), greet);
        }
        catch (Exception exception) when (Explain(exception, portSettings) is { } line)
        {
            await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }

    private static async Task<int> RunAsync(WebApplication app, Func<WebApplication, string>? greet)
    {
        long? stopping = null;
        using var told = app.Lifetime.ApplicationStopping.Register(() => stopping = TimeProvider.System.GetTimestamp());
        try
        {
            if (await StartAsync(app))
            {
                if (greet is not null)
                {
                    Console.WriteLine(greet(app));
                }

                await app.WaitForShutdownAsync();
            }

            return await ReportFailureAsync(app) ? 1 : 0;
        }
        finally
        {
            await CloseAsync(app, stopping is { } since ? TimeProvider.System.GetElapsedTime(since) : TimeSpan.Zero);
        }
    }

    // The host stops when a part that runs in the background ends with an exception. That must not look like a stop that somebody has asked for.
    private static async Task<bool> ReportFailureAsync(WebApplication app)
    {
        var failures = app.Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Select(service => service.ExecuteTask).Where(task => task is { IsFaulted: true })
            .Select(task => task!.Exception!.GetBaseException()).ToList();
        foreach (var failure in failures)
        {
            await Console.Error.WriteLineAsync($"The process ends, since a part of it has failed: {failure.Message} ({failure.GetType().Name})");
        }

        return failures.Count > 0;
    }

    // A server that says nothing can hold up what closes the stores. What they still wait for, nobody was told is done.
    private static async Task CloseAsync(WebApplication app, TimeSpan passed)
    {
        try
        {
            await Task.Run(async () => await app.DisposeAsync()).WaitAsync(passed < StopLimit ? StopLimit - passed : TimeSpan.Zero, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            await Console.Error.WriteLineAsync("A server did not answer while the process was ending. Whatever it was asked last has an unknown outcome; nobody was told that it is done.");
        }
    }

    // Whether it runs; a stop may come while it starts.
    private static async Task<bool> StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
            return true;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await app.StopAsync();
            return false;
        }
    }

    private static string? Explain(Exception exception, string portSettings) => exception switch
    {
        StartException or PlatformNotSupportedException or OptionsValidationException => exception.Message,
        IOException { InnerException: AddressInUseException } =>
            $"{exception.Message} Stop the process that has the port, or choose another one: {portSettings}.",
        _ => null,
    };
}
