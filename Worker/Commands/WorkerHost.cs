using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Worker.Health;
using Pipeline.Worker.Messaging;
using Pipeline.Worker.Storage;

namespace Pipeline.Worker.Commands;

/// <summary>A worker of a fleet as a process: settings, log, buses, health.</summary>
internal static class WorkerHost
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    /// <param name="config">Path of a JSON file, or null.</param>
    /// <param name="isVerbose">With stack traces.</param>
    public static HostApplicationBuilder Make(string? config, bool isVerbose)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        if (config is not null)
        {
            builder.Configuration.AddJsonFile(config);
        }

        builder.Configuration.AddEnvironmentVariables();
        AddLog(builder, isVerbose);
        builder.Services.AddWorker();
        builder.Services.AddWorkerFleet();
        builder.Services.AddSingleton<StoreCheck>();
        builder.Services.AddSingleton<PolicyCheck>();
        AddHealth(builder.Services);
        AddTimes(builder.Services);
        return builder;
    }

    private static void AddLog(HostApplicationBuilder builder, bool isVerbose)
    {
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddConsole(console =>
        {
            console.FormatterName = PlainConsoleFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        builder.Logging.AddConsoleFormatter<PlainConsoleFormatter, PlainConsoleOptions>(
            plain => plain.IsVerbose = isVerbose);
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Azure", LogLevel.Warning);
        if (!isVerbose)
        {
            builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        }
        else
        {
            builder.Logging.AddFilter("Pipeline", LogLevel.Debug);
        }
    }

    private static void AddHealth(IServiceCollection services)
    {
        services.AddOptions<HealthOptions>()
            .BindConfiguration(HealthOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHealthChecks().AddCheck<StoreHealth>("store").AddCheck<JobFaults>("jobs");
        services.AddHostedService<HealthEndpoint>();
    }

    /// <summary>
    /// Jobs stop before the bus, the bus before the host, the host before the supervisor's patience of a minute.
    /// </summary>
    private static void AddTimes(IServiceCollection services)
    {
        services.AddOptions<MassTransitHostOptions>().Configure<IOptions<FleetOptions>>((host, fleet) =>
        {
            host.WaitUntilStarted = true;
            host.StartTimeout = LongestStart;
            host.ConsumerStopTimeout = TimeSpan.FromSeconds(fleet.Value.StopSeconds);
            host.StopTimeout = host.ConsumerStopTimeout + Step;
        });
        services.AddOptions<HostOptions>().Configure<IOptions<FleetOptions>>((host, fleet) =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(fleet.Value.StopSeconds) + Step + Step);
        services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
    }
}
