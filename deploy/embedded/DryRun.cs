using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Worker;
using Pipeline.Worker.Chains;

namespace Pipeline.Embedded;

/// <summary>Says what a run would do and about how long it would take, and does nothing.</summary>
internal sealed class DryRun(ChainTrial trial, ChainRef chain, CutoutArguments arguments, TextWriter writer)
{
    /// <summary>Photos that are tried for their time; the first one also warms up.</summary>
    private const int Trials = 4;

    private const int Shown = 10;

    public async Task<int> TellAsync(BatchPlan plan)
    {
        foreach (var photo in plan.Photos.Take(Shown))
        {
            await writer.WriteLineAsync(
                $"{BatchReport.Printable(photo.Source.Name)} → {string.Join(", ", photo.Destinations.Select(blob => blob.Name))}");
        }

        if (plan.Photos.Count > Shown)
        {
            await writer.WriteLineAsync($"… and {plan.Photos.Count - Shown} more");
        }

        foreach (var failed in plan.Unusable)
        {
            await writer.WriteLineAsync(
                $"{BatchReport.Printable(failed.Photo)}: would fail, {failed.Reason}. {BatchReport.Printable(failed.Detail)}");
        }

        if (plan.LeftOut.Sentence is { } leftOut)
        {
            await writer.WriteLineAsync(BatchReport.Printable(leftOut));
        }

        await writer.WriteLineAsync(Estimate(plan));
        return ExitCodes.Complete;
    }

    /// <summary>Of the file that a link leads to.</summary>
    private static long LengthOf(string path)
    {
        using var file = File.OpenHandle(path);
        return RandomAccess.GetLength(file);
    }

    private string Estimate(BatchPlan plan)
    {
        var files = plan.Photos.Sum(photo => photo.Destinations.Count);
        var bytes = plan.Photos.Sum(photo => LengthOf(photo.File!));
        var seconds = SecondsPerPhoto(plan) * plan.Photos.Count / Math.Min(arguments.Concurrency, Environment.ProcessorCount);
        var time = seconds > 0 ? $", about {TimeSpan.FromSeconds(Math.Ceiling(seconds)):c} on this machine" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Photos.Count} photos ({bytes / 1048576.0:0.0} MiB) would become {files} files{time}, less those done already.");
    }

    /// <summary>A picture behind the subject costs next to nothing, and the trial has none.</summary>
    private static CutoutRecipe WithoutPictures(CutoutRecipe recipe) => recipe with
    {
        Renditions = [.. recipe.Renditions.Select(r => r.BackgroundPicture is null
            ? r
            : r with { BackgroundPicture = null, Background = "#ffffff" })],
    };

    /// <summary>The mean of a few photos from all over the folder; 0 when none could be tried.</summary>
    private double SecondsPerPhoto(BatchPlan plan)
    {
        var step = Math.Max(1, plan.Photos.Count / Trials);
        var tried = new List<double>();
        foreach (var photo in plan.Photos.Where((_, i) => i % step == 0).Take(Trials))
        {
            try
            {
                var file = File.ReadAllBytes(photo.File!);
                tried.Add(trial.Time(chain, file, WithoutPictures(arguments.Recipe), CancellationToken.None).TotalSeconds);
            }
            catch (Exception e) when (e is JobRejectedException or IOException or UnauthorizedAccessException)
            {
                // What fails takes no time worth counting.
            }
        }

        return tried.Count == 0 ? 0 : tried.Skip(tried.Count > 1 ? 1 : 0).Average();
    }
}
