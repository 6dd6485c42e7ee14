using CqrsPrototype.EventSourcing.Hosting;
using CqrsPrototype.Mongo;
using CqrsPrototype.Operations;
using CqrsPrototype.Operations.Api;
using CqrsPrototype.Rabbit;
using CqrsPrototype.Rabbit.Topology;
using CqrsPrototype.ServiceDefaults;
using CqrsPrototype.ServiceDefaults.Api;
using CqrsPrototype.ServiceDefaults.Starting;
using CqrsPrototype.Users;
using CqrsPrototype.Users.Domain;
using CqrsPrototype.Users.Projections;

return await ServiceProcess.RunAsync(() =>
{
    var builder = ServiceProcess.CreateBuilder(args);
    builder.AddServiceDefaults();
    builder.UseDefaultPort(9100);
    builder.RequireConnectionString("mongodb", "mongodb://localhost:27017");
    builder.RequireConnectionString("messaging", "amqp://guest:guest@localhost:5672");
    builder.AddMongoDBClient("mongodb", settings => settings.DisableHealthChecks = settings.DisableTracing = true);
    builder.AddRabbitMQClient("messaging", settings => settings.DisableHealthChecks = settings.DisableTracing = true);

    builder.Services.AddMongoEventStore();
    builder.Services.AddSequencer(isStandby: true);
    builder.Services.AddRabbitMessaging(new ProjectionQueue(UserProjection.View, UserAggregate.Category));
    builder.Services.AddRabbitSignals();
    builder.Services.AddParkedMessageCollector();
    builder.Services.AddUserProjections();
    builder.Services.AddQueueFeeds();
    builder.Services.AddFlowMonitor(UserProjection.View);
    builder.Services.AddOperations();

    var app = builder.Build();
    app.UseServiceDefaults();
    app.MapDefaultEndpoints();
    app.MapOperations();
    app.MapApiDocument(OperationsApiDocument.Operations);
    return app;
});
