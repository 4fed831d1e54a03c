using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;
using Pipeline.Worker;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;

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

            return await new BatchWork(host, arguments).RunAsync(plan, chain);
        }
        catch (ArgumentException e)
        {
            return await RefuseAsync(
                UsageError.Describe(Refusals.FirstSentence(e), null, CutoutCommand.Program), ExitCodes.Usage);
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
        catch (Exception e) when (((e as ChainUnusableException)?.Message ?? NativeLibraries.Explain(e)) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return ExitCodes.Unavailable;
        }
        catch (OptionsValidationException e)
        {
            return await RefuseAsync(string.Join(" ", e.Failures), ExitCodes.Configuration);
        }
        catch (InvalidOperationException e) when (e.InnerException is FormatException or ArgumentException)
        {
            // A text in the environment where a number belongs.
            return await RefuseAsync(e.Message, ExitCodes.Configuration);
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
        catch (Exception e) when (e is ModelDamagedException or ProviderUnavailableException or InvalidOperationException)
        {
            await RefuseAsync(e.Message);
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

    /// <summary>In one line: the folder may well serve several batches.</summary>
    private static async Task WarnOfUnusedAsync(BatchPlan plan)
    {
        if (plan.UnusedTrimaps is [var first, ..])
        {
            await Console.Error.WriteLineAsync(
                $"{plan.UnusedTrimaps.Count} of the trimaps match no photo, such as {BatchReport.Printable(first.Name)}.");
        }
    }

    private static async Task<int> RefuseAsync(string sentence, int exitCode = ExitCodes.Refused)
    {
        await Console.Error.WriteLineAsync(sentence);
        return exitCode;
    }
}
