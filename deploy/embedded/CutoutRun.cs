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

        using var folder = CutoutsFolder.Open(arguments.Out, out var trouble);
        if (folder is null)
        {
            return await RefuseAsync(trouble);
        }

        using var host = EmbeddedHost.Build(arguments);
        try
        {
            var plan = BatchPlan.Make(
                host.Services.GetRequiredService<IPhotoIntake>().List(CancellationToken.None),
                CutoutArguments.CutoutsContainer);
            RequirePhotosKept(plan, arguments);
            return await WorkAsync(host, plan, arguments);
        }
        catch (OutputCollisionException e)
        {
            return await RefuseAsync(Describe(e));
        }
    }

    /// <summary>Where the cutouts' folder lies around that of the photos, a cutout can have the path of a photo.</summary>
    private static void RequirePhotosKept(BatchPlan plan, CutoutArguments arguments)
    {
        var photos = plan.Photos.ToDictionary(p => Path.Combine(arguments.Root, p.Source.Name), p => p.Source.Name);
        var collisions = plan.Photos
            .Select(p => (p.Source, Output: Path.Combine(arguments.Out, p.Destination.Name)))
            .Where(p => photos.ContainsKey(p.Output))
            .Select(p => new OutputCollision(p.Output, [p.Source.Name, photos[p.Output]]))
            .ToList();
        if (collisions.Count > 0)
        {
            throw new OutputCollisionException(collisions);
        }
    }

    private static string? Refusal(CutoutArguments arguments)
    {
        if (!Path.Exists(arguments.Photos))
        {
            return $"There is no folder or file {arguments.Photos}.";
        }

        if (arguments.Out == arguments.Root)
        {
            return "Photos and cutouts need different folders, or the next run would take the cutouts for photos.";
        }

        return null;
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
            .Prepend("Nothing was done: photos would be overwritten or become one file (upper and lower case count as one). "
                + "Rename or move one of each."));

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
        try
        {
            var summary = await report.ShowAsync(observer => runner.RunAsync(plan, order, observer, interruption.Token));
            report.Summarise(summary, arguments.Out);
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
