using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;
using Pipeline.Embedded.Reports;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;
using Pipeline.Worker.Previews;

namespace Pipeline.Embedded;

/// <summary>One run of the command: plan, refuse or work, report.</summary>
internal static class CutoutRun
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(CutoutArguments arguments)
    {
        if (Refusals.Of(arguments) is { } sentence)
        {
            return await RefuseAsync(sentence);
        }

        using var host = EmbeddedHost.Build(arguments);
        try
        {
            if (await ReadyAsync(host.Services.GetRequiredService<IInstalledChains>(), arguments) is not { } chain)
            {
                return ExitCodes.Refused;
            }

            var plan = Plan(host.Services, arguments);
            if (plan.Count == 0)
            {
                return await RefuseAsync(Refusals.NoPhoto(plan.LeftOut, arguments));
            }

            Refusals.RequireInputsKept(plan, arguments);
            await WarnOfUnusedAsync(plan);
            if (arguments.IsDryRun)
            {
                return await new DryRun(host.Services.GetRequiredService<ChainTrial>(), chain, arguments, Console.Out)
                    .TellAsync(plan);
            }

            using var folder = CutoutsFolder.Open(arguments.Out, out var trouble);
            return folder is null ? await RefuseAsync(trouble) : await WorkAsync(host, plan, chain, arguments);
        }
        catch (OutputCollisionException e)
        {
            return await RefuseAsync(Refusals.Describe(e));
        }
        catch (AmbiguousTrimapsException e)
        {
            return await RefuseAsync(Refusals.Describe(e));
        }
        catch (UnreadableTrimapsException e)
        {
            return await RefuseAsync(BatchReport.Printable(e.Message));
        }
        catch (OptionsValidationException e)
        {
            return await RefuseAsync(string.Join(" ", e.Failures));
        }
        catch (InvalidOperationException e) when (e.InnerException is FormatException or ArgumentException)
        {
            // A text in the environment where a number belongs.
            return await RefuseAsync(e.Message);
        }
    }

    /// <summary>Pins the chain, says which one it is where that is not plain, and loads its networks.</summary>
    /// <returns>Null where it was refused.</returns>
    private static async Task<ChainRef?> ReadyAsync(IInstalledChains chains, CutoutArguments arguments)
    {
        try
        {
            var choice = chains.Choose(arguments.Chain);
            await TellAsync(choice.Because);
            var provider = chains.Prepare(choice.Chain, CancellationToken.None);
            if (provider is null && arguments.Provider is (ExecutionProvider.Cuda or ExecutionProvider.TensorRt))
            {
                await RefuseAsync($"The chain {choice.Chain.Name} runs on the processor; leave --provider out.");
                return null;
            }

            if (provider is null && arguments.Precision != GraphPrecision.Float32)
            {
                await RefuseAsync(
                    $"The chain {choice.Chain.Name} has no networks to run in another precision; leave --precision out.");
                return null;
            }

            await TellAsync(provider is { } runs
                ? $"Chain {choice.Chain}, on the provider {runs.ToString().ToLowerInvariant()}."
                : null);
            return choice.Chain;
        }
        catch (Exception e) when (e is ArgumentException or ModelDamagedException
            or ProviderUnavailableException or InvalidOperationException)
        {
            await RefuseAsync(e is ArgumentException wrong ? Refusals.FirstSentence(wrong) : e.Message);
            return null;
        }
    }

    private static Task TellAsync(string? sentence) =>
        sentence is null ? Task.CompletedTask : Console.Error.WriteLineAsync(sentence);

    private static BatchPlan Plan(IServiceProvider services, CutoutArguments arguments)
    {
        var listing = services.GetRequiredService<IPhotoIntake>().List(CancellationToken.None);
        var trimaps = services.GetRequiredService<ITrimapIntake>().List(CancellationToken.None);
        return BatchPlan.Make(listing.Items, arguments.Names, trimaps, listing.LeftOut);
    }

    /// <summary>With a report beside the run, where one is asked for.</summary>
    private static async Task<BatchSummary> ReportedAsync(
        IServiceProvider services,
        CutoutArguments arguments,
        IBatchObserver observer,
        Func<IBatchObserver, Task<BatchSummary>> run)
    {
        if (arguments.Report is not { } folder)
        {
            return await run(observer);
        }

        var cards = new CardMaker(services.GetRequiredService<PreviewMaker>(), services.GetRequiredService<IPhotoIntake>(), arguments, folder);
        await using var report = new FolderReport(folder, cards, observer);
        return await run(report);
    }

    /// <summary>In one line: the folder may well serve several batches.</summary>
    private static async Task WarnOfUnusedAsync(BatchPlan plan)
    {
        if (plan.UnusedTrimaps is [var first, ..])
        {
            await Console.Error.WriteLineAsync(
                $"{plan.UnusedTrimaps.Count} of the trimaps match no photo, such as {BatchReport.Printable(first.Name)}.");
        }
    }

    private static async Task<int> RefuseAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return ExitCodes.Refused;
    }

    private static async Task<int> WorkAsync(IHost host, BatchPlan plan, ChainRef chain, CutoutArguments arguments)
    {
        await host.StartAsync();
        using var interruption = new Interruption();
        var order = new BatchOrder
        {
            BatchId = NewId.NextGuid(),
            Recipe = arguments.Recipe,
            Chain = chain,
            IfExists = arguments.IfExists,
        };
        var runner = host.Services.GetRequiredService<IBatchRunner>();
        var report = BatchReport.ForConsole(plan.Count, arguments.IsJson);
        try
        {
            var summary = await report.ShowAsync(observer =>
                ReportedAsync(host.Services, arguments, observer, seen => runner.RunAsync(plan, order, seen, interruption.Token)));
            report.Summarise(summary, plan.LeftOut, arguments.Out);
            return summary.NotStarted > 0 ? ExitCodes.Interrupted
                : summary.Complete ? ExitCodes.Complete
                : ExitCodes.SomeFailed;
        }
        finally
        {
            await host.StopAsync();
        }
    }
}
