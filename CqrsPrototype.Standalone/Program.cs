using CqrsPrototype.ServiceDefaults.Starting;
using CqrsPrototype.Standalone;

return await ServiceProcess.RunAsync(
    () => StandaloneHost.Create(args),
    app => Greeting.For(app.Services.GetRequiredService<StandaloneOptions>()),
    portSettings: "Ports__Command, Ports__Query and Ports__Gateway");
