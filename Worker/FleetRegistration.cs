using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Worker.Consumers;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Health;
using Pipeline.Worker.Messaging;

namespace Pipeline.Worker;

/// <summary>What a host calls to have a worker of a fleet in it: jobs from RabbitMQ, events to it.</summary>
public static class FleetRegistration
{
    /// <summary>On top of <see cref="WorkerRegistration.AddWorker"/>; the host registers no other bus.</summary>
    public static IServiceCollection AddWorkerFleet(this IServiceCollection services)
    {
        services.AddOptions<BrokerOptions>()
            .BindConfiguration(BrokerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FleetOptions>()
            .BindConfiguration(FleetOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IJobRunner>(provider => provider.GetRequiredService<CutoutJob>());
        services.AddSingleton<BrokerCheck>();
        services.AddSingleton<CancelledBatches>();
        services.AddSingleton<JobSlots>();
        services.AddSingleton<OutageGate>();
        services.AddSingleton<JobFaults>();
        services.AddSingleton<StartMarks>();
        services.AddSingleton<JobAttempt>();
        services.AddSingleton<JobRetries>();
        services.AddSingleton<EventPublisher>();
        services.AddHostedService<WorkerAnnouncer>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<FleetJobConsumer>();
            bus.AddConsumer<BatchCancelledConsumer>();
            bus.UsingRabbitMq(FleetBus.ConfigureJobs);
        });
        services.AddMassTransit<IEventBus>(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingRabbitMq(FleetBus.ConfigureEvents);
        });
        return services;
    }
}
