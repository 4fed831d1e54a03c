using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pipeline.Dispatcher.Dispatch;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Messaging;
using Pipeline.Dispatcher.Progress;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Commands;

/// <summary><c>serve</c>: gives out jobs and hears how they end, until it is stopped.</summary>
internal static class ServeCommand
{
    /// <summary>A container that need not be there: asking for it shows whether the account answers.</summary>
    private const string Probe = "pipeline-probe";

    public static Command Make()
    {
        var command = new Command("serve", "Gives out the jobs of submitted batches and follows them. Several may run; one leads.");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            using var host = CommandHost.MakeServing(parsed);
            await CheckAsync(host.Services, cancellation);
            await host.StartAsync(cancellation);
            await host.WaitForShutdownAsync(cancellation);
            return FaultOf(host.Services) is { } fault ? await TellAsync(fault) : ExitCodes.Complete;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCodes.Complete;
        }
        catch (Exception e)
        {
            return await TellAsync(e);
        }

        Task<int> TellAsync(Exception e) =>
            CommandHost.TellAsync(e, parsed, cancellation);
    }

    /// <summary>The host stops in order when one of its services dies; that is not the end that was wanted.</summary>
    private static Exception? FaultOf(IServiceProvider services) => services.GetServices<IHostedService>()
        .OfType<BackgroundService>()
        .Select(service => service.ExecuteTask?.Exception?.InnerException)
        .FirstOrDefault(fault => fault is not null);

    /// <summary>Everything that could keep jobs from flowing, before the first one does.</summary>
    private static async Task CheckAsync(IServiceProvider services, CancellationToken cancellation)
    {
        _ = services.GetRequiredService<IOptions<FleetOptions>>().Value;
        _ = services.GetRequiredService<IOptions<TrackerOptions>>().Value;
        await services.GetRequiredService<ILedger>().OpenAsync(cancellation);
        await services.GetRequiredService<IBroker>().DeclareAsync(cancellation);
        await services.GetRequiredService<IPhotoStore>().HasContainerAsync(Probe, cancellation);
    }
}
