using Microsoft.Extensions.DependencyInjection;
using Pipeline.SimulatedWorker;
using Pipeline.Worker.Commands;
using Pipeline.Worker.Cutouts;

// A worker in everything but the pictures: the same host, buses and rules, with a device that only takes time.
var builder = WorkerHost.Make(config: null, isVerbose: false);
builder.Services.AddOptions<SimulationOptions>().BindConfiguration(SimulationOptions.Section);
builder.Services.AddSingleton<SimulatedDevice>();
builder.Services.AddSingleton<IJobRunner, SimulatedRunner>();
return await ServeRun.RunAsync(builder, CancellationToken.None);
