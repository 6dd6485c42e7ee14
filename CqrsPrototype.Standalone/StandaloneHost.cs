using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.ServiceDefaults;
using CqrsPrototype.ServiceDefaults.Api;
using CqrsPrototype.Sqlite;
using CqrsPrototype.Standalone.Page;
using CqrsPrototype.Standalone.Ports;
using CqrsPrototype.Users;
using CqrsPrototype.Users.Api;
using CqrsPrototype.Users.Commands;
using CqrsPrototype.Users.Queries;

namespace CqrsPrototype.Standalone;

/// <summary>Everything in one process: both APIs, the projection, and the store in one file.</summary>
internal static class StandaloneHost
{
    /// <summary>Puts the process together; it starts nothing, but opens the data file.</summary>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        var options = StandaloneOptions.From(builder.Configuration);

        builder.AddServiceDefaults();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // A host that cannot start is reported in one line by Program.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(options.CommandPort);
            kestrel.ListenLocalhost(options.QueryPort);
            kestrel.ListenLocalhost(options.GatewayPort);
        });
        builder.Services.AddLocalPorts();
        builder.Services.AddSingleton(options);
        builder.Services.AddSqliteEventStore(options.Directory);
        builder.Services.AddUserCommands();
        builder.Services.AddUserProjections();
        builder.Services.AddUserQueries();
        builder.Services.AddLogFeeds();

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapDefaultEndpoints();
        app.OnPorts(options.CommandPort).MapUserCommands(http => QueryOrigin(http, options)).MapApiDocument(UserApiDocuments.Commands);
        app.OnPorts(options.QueryPort).MapUserQueries().MapApiDocument(UserApiDocuments.Queries);
        app.OnPorts(options.GatewayPort).MapUserCommands(_ => "").MapUserQueries()
            .MapApiDocuments(UserApiDocuments.Commands, UserApiDocuments.Queries).MapStartPage(options);
        return app;
    }

    private static string QueryOrigin(HttpContext http, StandaloneOptions options) =>
        options.QueryLink ?? $"{http.Request.Scheme}://{http.Request.Host.Host}:{options.QueryPort}";
}
