using CqrsPrototype.AppHost.Monitoring;
using CqrsPrototype.AppHost.Running;
using CqrsPrototype.AppHost.Servers;
using CqrsPrototype.AppHost.Services;

// Everything, wired: servers, services and what watches them.
var builder = DistributedApplication.CreateBuilder(args);
var switches = Switches.From(builder.Configuration);
builder.AddDockerComposeEnvironment("compose");

var broker = builder.AddBroker(switches);
var database = builder.AddDatabase(switches);
var prometheus = builder.AddMonitoring(switches);

var commands = builder.AddService<Projects.CqrsPrototype_CommandApi>("commandapi", 8000, switches)
    .WithServers(broker, database).WithMetricsTo(prometheus).WithDocumentation().WithSeedCommand();
var queries = builder.AddService<Projects.CqrsPrototype_QueryApi>("queryapi", 9000, switches)
    .WithServers(broker, database).WithMetricsTo(prometheus).WithDocumentation();
var projector = builder.AddService<Projects.CqrsPrototype_Projector>("projector", 9100, switches)
    .WithServers(broker, database).WithMetricsTo(prometheus).WithDocumentation().WithOperationCommands();

builder.AddService<Projects.CqrsPrototype_Gateway>("gateway", 8080, switches)
    .WithReference(commands).WithReference(queries).WithReference(projector)
    .WithMetricsTo(prometheus).WithDocumentation().WithConsole()
    .WithExternalHttpEndpoints();

builder.Build().Run();
