using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.SimulatedWorker;
using Pipeline.Worker.Commands;
using Pipeline.Worker.Cutouts;

// A worker in everything but the pictures: the same host, buses and rules, with a device that only takes time.
return await ServeRun.RunAsync(Make, CancellationToken.None);

static HostApplicationBuilder Make()
{
    var builder = WorkerHost.Make(config: null, isVerbose: false);
    builder.Services.AddOptions<SimulationOptions>().BindConfiguration(SimulationOptions.Section);
    builder.Services.AddSingleton<SimulatedDevice>();
    builder.Services.AddSingleton<IJobRunner, SimulatedRunner>();
    return builder;
}
