using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Measure.Runs;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Renditions;

namespace Pipeline.Measure;

/// <summary>What one photo took.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Seconds">Stage → median seconds.</param>
/// <param name="PeakMebibytes">Greatest resident memory of the process.</param>
internal sealed record StageMeasurement(
    int Width, int Height, IReadOnlyDictionary<string, double> Seconds, int PeakMebibytes)
{
    /// <summary>
    /// Runs the chain on <paramref name="photo"/> in this process: once to warm up, then the runs that count.
    /// </summary>
    public static StageMeasurement Take(string photo, int runs)
    {
        using var services = ChainServices.Make();
        var chain = services.GetRequiredService<CutoutChain>();
        var cutout = photo + ".png";
        var timings = new List<IReadOnlyList<StageTiming>>();
        RenditionFile? file = null;
        for (var run = 0; run <= runs; run++)
        {
            var clock = new StageClock(TimeProvider.System);
            var source = clock.Time(Stages.Read, () => File.ReadAllBytes(photo));
            file = chain.Run(JobFiles.Of(source), new CutoutRecipe(), clock, CancellationToken.None).Files[0];
            var bytes = file.Bytes;
            clock.Time(Stages.Write, () =>
            {
                File.WriteAllBytes(cutout, bytes);
                return bytes.Length;
            });
            timings.Add(clock.Stages);
        }

        File.Delete(cutout);
        var medians = timings[0].Select(t => t.Stage).ToDictionary(
            stage => stage,
            stage => Median(timings.Skip(1).Select(run => run.Single(t => t.Stage == stage).Seconds)));
        return new StageMeasurement(file!.Width, file.Height, medians, PeakMemory.OfThisProcess());
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
