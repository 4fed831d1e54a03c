using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Dispatcher;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;
using Pipeline.Worker;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Consumers;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Storage;

namespace Pipeline.Embedded;

/// <summary>
/// Dispatcher and worker in one process: the in-memory transport, local folders, nothing else of its own.
/// </summary>
internal static class EmbeddedHost
{
    public static IHost Build(CutoutArguments arguments)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        // It writes the stack trace of what keeps it from starting; the sentence comes from the command.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // So does the bus of what fails a photo, which the photo's outcome says.
        builder.Logging.AddFilter("MassTransit", LogLevel.None);
        builder.Configuration.AddInMemoryCollection(NetworkSettings());
        builder.Services.AddDispatcher();
        builder.Services.AddWorker();
        Configure(builder.Services, arguments);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddDispatcherConsumers();
            bus.AddWorkerConsumers();
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        return builder.Build();
    }

    /// <summary>
    /// How networks run, as the environment of a worker says it. Nothing else is taken from there: where jobs and photos
    /// come from is said on the command line.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, string?>> NetworkSettings()
    {
        var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return new[] { InferenceOptions.Section, OnnxMattingOptions.Section }
            .SelectMany(section => environment.GetSection(section).AsEnumerable());
    }

    private static void Configure(IServiceCollection services, CutoutArguments arguments)
    {
        services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = true);
        services.Configure<FolderIntakeOptions>(folder =>
        {
            folder.Paths = arguments.Photos;
            folder.Container = CutoutArguments.PhotosContainer;
            folder.Except = arguments.Trimaps is { } marks ? [marks] : [];
        });
        services.Configure<TrimapFolderOptions>(folder =>
        {
            folder.Path = arguments.Trimaps;
            folder.Container = CutoutArguments.TrimapsContainer;
            folder.Except = arguments.Roots;
        });
        services.AddOptions<StorageOptions>().Configure<IPhotoIntake>((storage, photos) =>
        {
            storage.Files[CutoutArguments.PhotosContainer] = photos.FileOf;
            storage.Folders[CutoutArguments.CutoutsContainer] = arguments.Out;
            if (arguments.Backgrounds is { } backgrounds)
            {
                storage.Folders[CutoutArguments.BackgroundsContainer] = backgrounds;
            }

            if (arguments.Trimaps is { } trimaps)
            {
                storage.Files[CutoutArguments.TrimapsContainer] = name => Path.Combine(trimaps, name);
            }
        });
        services.Configure<InferenceOptions>(inference =>
            (inference.Provider, inference.Precision) = (arguments.Provider, arguments.Precision));
        services.AddOptions<ChainOptions>().Configure<IInstalledChains>(
            (chain, installed) => chain.Served = installed.Resolve(arguments.Chain).Name);
        services.Configure<ConsumerOptions>(jobs => jobs.Concurrency = arguments.Concurrency);
        services.Configure<ImageLimits>(limits =>
        {
            limits.MaxMegapixels = arguments.Limits.MaxMegapixels;
            limits.MaxMebibytes = arguments.Limits.MaxMebibytes;
            limits.MaxSide = arguments.Limits.MaxSide;
            limits.MinSide = arguments.Limits.MinSide;
            limits.MaxFrames = arguments.Limits.MaxFrames;
        });
        // One job waits for each that runs, so that no worker idles and an interruption has little to finish.
        services.Configure<DispatchOptions>(dispatch => dispatch.Window = 2 * arguments.Concurrency);
    }
}
