using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;
using Pipeline.Worker.Chains;

namespace Pipeline.Embedded;

/// <summary>One run of the command: plan, refuse or work, report.</summary>
internal static class CutoutRun
{
    private const string Chain = "classic";

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(CutoutArguments arguments)
    {
        if (Refusal(arguments) is { } sentence)
        {
            return await RefuseAsync(sentence);
        }

        using var folder = CutoutsFolder.TryOpen(arguments.Out);
        if (folder is null)
        {
            return await RefuseAsync($"Another run is working in {arguments.Out}.");
        }

        using var host = EmbeddedHost.Build(arguments);
        try
        {
            var plan = BatchPlan.Make(
                host.Services.GetRequiredService<IPhotoIntake>().List(CancellationToken.None),
                CutoutArguments.CutoutsContainer);
            return await WorkAsync(host, plan, arguments);
        }
        catch (OutputCollisionException e)
        {
            return await RefuseAsync(Describe(e));
        }
    }

    private static string? Refusal(CutoutArguments arguments)
    {
        if (!Path.Exists(arguments.Photos))
        {
            return $"There is no folder or file {arguments.Photos}.";
        }

        if (Path.TrimEndingDirectorySeparator(arguments.Out) == Path.TrimEndingDirectorySeparator(arguments.Root))
        {
            return "Photos and cutouts need different folders, or the next run would take the cutouts for photos.";
        }

        return File.Exists(arguments.Out) ? $"{arguments.Out} is a file; a folder is needed." : null;
    }

    private static async Task<int> RefuseAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return ExitCodes.Refused;
    }

    private static string Describe(OutputCollisionException refused) => string.Join(
        Environment.NewLine,
        refused.Collisions
            .Select(c => $"  {c.Output} ← {string.Join(", ", c.Sources)}")
            .Prepend("Nothing was done: several photos would become one file. Rename or move one of each."));

    private static async Task<int> WorkAsync(IHost host, BatchPlan plan, CutoutArguments arguments)
    {
        await host.StartAsync();
        using var interruption = new Interruption();
        var order = new BatchOrder
        {
            BatchId = NewId.NextGuid(),
            Destination = CutoutArguments.CutoutsContainer,
            Recipe = arguments.Recipe,
            Chain = host.Services.GetRequiredService<IInstalledChains>().Resolve(Chain),
            IfExists = arguments.IfExists,
        };
        var runner = host.Services.GetRequiredService<IBatchRunner>();
        var report = BatchReport.ForConsole(plan.Count);
        var summary = await report.ShowAsync(observer => runner.RunAsync(plan, order, observer, interruption.Token));
        report.Summarise(summary, arguments.Out);
        await host.StopAsync();
        return interruption.Token.IsCancellationRequested && summary.NotStarted > 0 ? ExitCodes.Interrupted
            : summary.Complete ? ExitCodes.Complete
            : ExitCodes.SomeFailed;
    }
}
