using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.Mongo;
using CqrsPrototype.Rabbit;
using CqrsPrototype.Rabbit.Topology;
using CqrsPrototype.ServiceDefaults;
using CqrsPrototype.ServiceDefaults.Api;
using CqrsPrototype.ServiceDefaults.Starting;
using CqrsPrototype.Users;
using CqrsPrototype.Users.Api;
using CqrsPrototype.Users.Commands;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;

return await ServiceProcess.RunAsync(() =>
{
    var builder = ServiceProcess.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.UseDefaultPort(8000);
    builder.RequireConnectionString("mongodb", "mongodb://localhost:27017");
    builder.RequireConnectionString("messaging", "amqp://guest:guest@localhost:5672");
    builder.AddMongoDBClient("mongodb", settings => settings.DisableHealthChecks = settings.DisableTracing = true);
    builder.AddRabbitMQClient("messaging", settings => settings.DisableHealthChecks = settings.DisableTracing = true);

    builder.Services.AddMongoEventStore();
    builder.Services.AddSequencer();
    builder.Services.AddRabbitMessaging(new ProjectionQueue(UserProjection.View, UserAggregate.Category));
    builder.Services.AddRabbitSignals();
    builder.Services.AddRelay();
    builder.Services.AddFlowMonitor(UserProjection.View);
    builder.Services.AddUserCommands();

    var app = builder.Build();
    app.UseServiceDefaults();
    app.MapDefaultEndpoints();
    app.MapUserCommands(QueryOrigin.From(app.Configuration, port: 9000));
    app.MapApiDocument(UserApiDocuments.Commands);
    return app;
});
