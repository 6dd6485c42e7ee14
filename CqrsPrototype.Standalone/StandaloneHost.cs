using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.Operations;
using CqrsPrototype.Operations.Api;
using CqrsPrototype.ServiceDefaults;
using CqrsPrototype.ServiceDefaults.Api;
using CqrsPrototype.ServiceDefaults.Page;
using CqrsPrototype.ServiceDefaults.Starting;
using CqrsPrototype.Sqlite.Files;
using CqrsPrototype.Standalone.Ports;
using CqrsPrototype.Standalone.Stores;
using CqrsPrototype.Users;
using CqrsPrototype.Users.Api;
using CqrsPrototype.Users.Commands;
using CqrsPrototype.Users.Projections;
using CqrsPrototype.Users.Queries;

namespace CqrsPrototype.Standalone;

/// <summary>Everything in one process: both APIs, the projection, and the store in files, or on the servers that it is told of.</summary>
internal static class StandaloneHost
{
    /// <summary>Puts the process together; it starts nothing, but opens the data files.</summary>
    /// <exception cref="StartException">A setting is wrong, or the data cannot be used.</exception>
    public static WebApplication Create(string[] args)
    {
        var builder = ServiceProcess.CreateBuilder(args);
        var options = StandaloneOptions.From(builder.Configuration);

        builder.AddServiceDefaults();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(options.CommandPort);
            kestrel.ListenLocalhost(options.QueryPort);
            kestrel.ListenLocalhost(options.GatewayPort);
        });
        builder.Services.AddLocalPorts();
        builder.Services.AddSingleton(options);
        builder.Services.AddStores(options);
        builder.Services.AddUserCommands();
        builder.Services.AddUserProjections();
        builder.Services.AddUserQueries();
        builder.Services.AddFlowMonitor(UserProjection.View);
        builder.Services.AddOperations();

        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapDefaultEndpoints();
        try
        {
            app.OnPorts(options.CommandPort).MapUserCommands(QueryOrigin.From(app.Configuration, options.QueryPort))
                .MapApiDocument(UserApiDocuments.Commands);
            app.OnPorts(options.QueryPort).MapUserQueries().MapApiDocument(UserApiDocuments.Queries);
            app.OnPorts(options.GatewayPort).MapUserCommands(_ => "").MapUserQueries().MapOperations()
                .MapApiDocuments(UserApiDocuments.Commands, UserApiDocuments.Queries, OperationsApiDocument.Operations).MapStartPage();
        }
        catch (DataDirectoryException exception)
        {
            throw new StartException(exception.Message, exception);
        }

        return app;
    }
}
