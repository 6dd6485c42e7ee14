using CqrsPrototype.Gateway;
using CqrsPrototype.ServiceDefaults.Starting;

return await ServiceProcess.RunAsync(() => GatewayHost.Create(args));
