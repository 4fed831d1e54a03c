using System.Text.Json.Serialization;
using Pipeline.Contracts;
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
    /// <summary>Seconds of all stages.</summary>
    [JsonIgnore]
    public double Total => Seconds.Values.Sum();

    /// <summary>Runs a chain in this process, file to file.</summary>
    /// <param name="chain">What is run.</param>
    /// <param name="photo">File.</param>
    /// <param name="cutout">File to write.</param>
    /// <param name="runs">Runs that count, after one to warm up; 0 counts that one.</param>
    public static StageMeasurement Take(CutoutChain chain, string photo, string cutout, int runs)
    {
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

        var counting = timings.TakeLast(Math.Max(1, runs)).ToList();
        var medians = timings[0].Select(t => t.Stage).ToDictionary(
            stage => stage,
            stage => Median(counting.Select(run => run.Single(t => t.Stage == stage).Seconds)));
        return new StageMeasurement(file!.Width, file.Height, medians, PeakMemory.OfThisProcess());
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
