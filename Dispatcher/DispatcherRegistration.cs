using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;
using Pipeline.Dispatcher.Jobs;
using Pipeline.Dispatcher.Progress;

namespace Pipeline.Dispatcher;

/// <summary>What a host calls to have a dispatcher in it. The host chooses the bus.</summary>
public static class DispatcherRegistration
{
    /// <summary>Intake from local folders, sending, and following.</summary>
    public static IServiceCollection AddDispatcher(this IServiceCollection services)
    {
        services.AddOptions<FolderIntakeOptions>()
            .BindConfiguration(FolderIntakeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TrimapFolderOptions>()
            .BindConfiguration(TrimapFolderOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DispatchOptions>()
            .BindConfiguration(DispatchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IPhotoIntake, FolderIntake>();
        services.AddSingleton<ITrimapIntake, TrimapFolder>();
        services.AddSingleton<JobTracker>();
        services.AddSingleton<JobMaker>();
        services.AddSingleton<JobSender>();
        services.AddSingleton<IBatchRunner, BatchRunner>();
        return services;
    }

    /// <summary>The consumers of completion events.</summary>
    public static void AddDispatcherConsumers(this IBusRegistrationConfigurator bus) =>
        bus.AddConsumer<JobEventsConsumer, JobEventsConsumerDefinition>();
}
