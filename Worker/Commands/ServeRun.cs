using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Messaging;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Storage;

namespace Pipeline.Worker.Commands;

/// <summary>The life of a worker process: look at its surroundings, take jobs, stop.</summary>
internal static partial class ServeRun
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Func<HostApplicationBuilder> make, CancellationToken cancellation)
    {
        try
        {
            using var host = make().Build();
            await StartAsync(host, cancellation);
            Announce(host.Services);
            await host.WaitForShutdownAsync(cancellation);
            return HasFaulted(host.Services) ? ExitCodes.Unavailable : ExitCodes.Complete;
        }
        catch (CannotStartException e)
        {
            return await RefuseAsync(e.Message, e.ExitCode);
        }
        catch (Exception e) when (NativeLibraries.Explain(e) is { } sentence)
        {
            return await RefuseAsync(sentence, ExitCodes.Unavailable);
        }
        catch (OptionsValidationException e)
        {
            return await RefuseAsync(string.Join(" ", e.Failures), ExitCodes.Configuration);
        }
        catch (Exception e) when (e is InvalidDataException
            || (e is InvalidOperationException && e.InnerException is FormatException or ArgumentException))
        {
            // A file that is no JSON; a text where a number belongs.
            return await RefuseAsync(e.Message, ExitCodes.Configuration);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <summary>
    /// The host stops in order when one of its services dies; whoever supervises must not take that for the end.
    /// </summary>
    private static bool HasFaulted(IServiceProvider services) => services.GetServices<IHostedService>()
        .OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true });

    private static void Announce(IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ServeRun));
        var chains = services.GetRequiredService<IInstalledChains>().All;
        LogServing(logger, chains);
    }

    /// <summary>Looks at the surroundings, then takes jobs.</summary>
    /// <exception cref="CannotStartException">With the reason.</exception>
    public static async Task StartAsync(IHost host, CancellationToken cancellation)
    {
        await CheckAsync(host.Services, cancellation);
        await host.StartAsync(cancellation);
    }

    /// <summary>
    /// Options first, since everything else reads them; then what is outside, the store before the broker.
    /// </summary>
    private static async Task CheckAsync(IServiceProvider services, CancellationToken cancellation)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        if (services.GetRequiredService<IOptions<StorageOptions>>().Value.Kind == StorageKind.Azure)
        {
            _ = services.GetRequiredService<IOptions<AzureStorageOptions>>().Value;
        }

        PrepareChains(services, cancellation);
        await services.GetRequiredService<StoreCheck>().RunAsync(cancellation);
        await services.GetRequiredService<BrokerCheck>().RunAsync(cancellation);
        await services.GetRequiredService<PolicyCheck>().RunAsync(cancellation);
    }

    /// <summary>No job is taken before each chain has cut out the built-in picture.</summary>
    private static void PrepareChains(IServiceProvider services, CancellationToken cancellation)
    {
        try
        {
            services.GetRequiredService<PreparedChains>().Prepare(cancellation);
        }
        catch (ChainUnusableException e)
        {
            throw new CannotStartException(ExitCodes.Unavailable, e.Message, e);
        }
        catch (Exception e) when (e is ProviderUnavailableException or ModelDamagedException
            or InvalidOperationException)
        {
            throw new CannotStartException(ExitCodes.Configuration, e.Message, e);
        }
    }

    private static async Task<int> RefuseAsync(string sentence, int exitCode)
    {
        await Console.Error.WriteLineAsync(sentence);
        return exitCode;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Taking jobs for {Chains}")]
    private static partial void LogServing(ILogger logger, IReadOnlyList<ChainRef> chains);
}
