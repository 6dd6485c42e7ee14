using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Standalone;
using Microsoft.AspNetCore.Connections;

try
{
    await using var app = StandaloneHost.Create(args);
    await app.StartAsync();
    Console.WriteLine(Greeting.For(app.Services.GetRequiredService<StandaloneOptions>()));
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception exception) when (Explain(exception) is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return 1;
}

static string? Explain(Exception exception) => exception switch
{
    StartException or DataDirectoryException or PlatformNotSupportedException => exception.Message,
    IOException { InnerException: AddressInUseException } =>
        $"{exception.Message} Stop the process that has the port, or set Ports__Command, Ports__Query or Ports__Gateway to another one.",
    _ => null,
};
