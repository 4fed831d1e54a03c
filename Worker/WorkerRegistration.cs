using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Consumers;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Foreground;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Previews;
using Pipeline.Worker.Quality;
using Pipeline.Worker.Renditions;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Storage;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker;

/// <summary>What a host calls to have a worker in it. The host chooses the bus.</summary>
public static class WorkerRegistration
{
    /// <summary>The chain, the store and the job's life.</summary>
    public static IServiceCollection AddWorker(this IServiceCollection services)
    {
        AddChecked<ConsumerOptions>(services, ConsumerOptions.Section);
        AddChecked<ImageLimits>(services, ImageLimits.Section);
        AddChecked<TrimapOptions>(services, TrimapOptions.Section);
        AddChecked<MattingOptions>(services, MattingOptions.Section);
        AddChecked<OnnxMattingOptions>(services, OnnxMattingOptions.Section);
        AddChecked<ForegroundOptions>(services, ForegroundOptions.Section);
        AddChecked<QualityOptions>(services, QualityOptions.Section);
        AddChecked<InferenceOptions>(services, InferenceOptions.Section);
        AddChecked<ModelStoreOptions>(services, ModelStoreOptions.Section);
        AddChecked<ChainOptions>(services, ChainOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ImageDecoder>();
        services.AddSingleton<TrimapReader>();
        services.AddSingleton<QualityEstimator>();
        services.AddSingleton<StandardNetworks>();
        services.AddSingleton<RenditionMaker>();
        services.AddSingleton(provider => new PreviewMaker(provider.GetRequiredService<ImageDecoder>()));
        services.AddSingleton<ChainParts>();
        services.AddSingleton(provider => StandardChain.Make(provider.GetRequiredService<ChainParts>()));
        services.AddSingleton(ModelCatalogue.Own);
        services.AddSingleton<ModelStore>();
        services.AddSingleton(provider => new SessionFactory(
            provider.GetRequiredService<IOptions<InferenceOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SessionFactory>>())
        {
            Jobs = provider.GetRequiredService<IOptions<ConsumerOptions>>().Value.Concurrency,
        });
        services.AddSingleton<OnnxModels>();
        services.AddSingleton<NetworkChains>();
        services.AddSingleton<InstalledChains>();
        services.AddSingleton(provider => new ChainTrial(
            provider.GetRequiredService<InstalledChains>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IInstalledChains>(provider => provider.GetRequiredService<InstalledChains>());
        services.AddSingleton<PreparedChains>();
        services.AddBlobStore();
        services.AddSingleton<StoreFailure>();
        services.AddSingleton<CommitRecords>();
        services.AddSingleton<DestinationClaims>();
        services.AddSingleton<JobInputs>();
        services.AddSingleton<CutoutJob>();
        return services;
    }

    /// <summary>The consumer of jobs.</summary>
    public static void AddWorkerConsumers(this IBusRegistrationConfigurator bus) =>
        bus.AddConsumer<RemoveBackgroundConsumer, RemoveBackgroundConsumerDefinition>();

    /// <summary>Ranges are checked when the host starts, before the first message.</summary>
    private static void AddChecked<TOptions>(IServiceCollection services, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
