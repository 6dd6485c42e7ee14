using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.Mongo;
using CqrsPrototype.Rabbit;
using CqrsPrototype.ServiceDefaults;
using CqrsPrototype.ServiceDefaults.Api;
using CqrsPrototype.ServiceDefaults.Starting;
using CqrsPrototype.Users;
using CqrsPrototype.Users.Api;
using CqrsPrototype.Users.Projections;
using CqrsPrototype.Users.Queries;

return await ServiceProcess.RunAsync(() =>
{
    var builder = ServiceProcess.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.UseDefaultPort(9000);
    builder.RequireConnectionString("mongodb", "mongodb://localhost:27017");
    builder.RequireConnectionString("messaging", "amqp://guest:guest@localhost:5672");
    builder.AddMongoDBClient("mongodb", settings => settings.DisableHealthChecks = settings.DisableTracing = true);
    builder.AddRabbitMQClient("messaging", settings => settings.DisableHealthChecks = settings.DisableTracing = true);

    builder.Services.AddMongoEventStore();
    builder.Services.AddRabbitSignals();
    builder.Services.AddFlowMonitor(UserProjection.View);
    builder.Services.AddUserQueries();

    var app = builder.Build();
    app.UseServiceDefaults();
    app.MapDefaultEndpoints();
    app.MapUserQueries();
    app.MapApiDocument(UserApiDocuments.Queries);
    return app;
});
