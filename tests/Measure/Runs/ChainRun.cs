using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Measure.Metrics;
using Pipeline.Worker;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Measure.Runs;

/// <summary>Runs the chain in this process over the photos of a ground truth, one after the other.</summary>
internal static class ChainRun
{
    /// <param name="truth">Whose photos.</param>
    /// <param name="cutouts">Folder for NAME.png; what lay there of an earlier run is replaced.</param>
    /// <param name="margin">
    /// With it the chain is given true trimaps, this many pixels wider than what is undecided; without, it segments.
    /// </param>
    /// <returns>By name.</returns>
    /// <exception cref="MeasureException">A photo is missing.</exception>
    public static Dictionary<string, ChainOutcome> Over(TruthFolder truth, string cutouts, double? margin = null)
    {
        using var services = ChainServices.Make();
        var chain = services.GetRequiredService<CutoutChain>();
        var outcomes = new Dictionary<string, ChainOutcome>();
        foreach (var name in truth.Names)
        {
            var photo = truth.PhotoOf(name) ?? throw new MeasureException($"There is no photo of {name}.");
            var cutout = Path.Combine(cutouts, name + ".png");
            Directory.CreateDirectory(Path.GetDirectoryName(cutout)!);
            var files = JobFiles.Of(File.ReadAllBytes(photo), margin is { } pixels ? Trimap(truth, name, pixels) : null);
            outcomes.Add(name, Run(chain, files, cutout));
            Console.Error.WriteLine($"[{outcomes.Count}/{truth.Names.Count}] {name} {outcomes[name].Failure}".TrimEnd());
        }

        return outcomes;
    }

    private static byte[] Trimap(TruthFolder truth, string name, double margin)
    {
        using var picture = truth.Read(name);
        using var trimap = TrueTrimap.Of(picture.Alpha, margin);
        return trimap.ImEncode(".png");
    }

    private static ChainOutcome Run(CutoutChain chain, JobFiles files, string cutout)
    {
        File.Delete(cutout);
        try
        {
            var clock = new StageClock(TimeProvider.System);
            var result = chain.Run(files, new CutoutRecipe(), clock, CancellationToken.None);
            File.WriteAllBytes(cutout, result.Files[0].Bytes);
            return new ChainOutcome(null, result.Quality.Confidence, result.Quality.Warnings);
        }
        catch (JobRejectedException rejected)
        {
            return new ChainOutcome(rejected.Reason.ToString());
        }
    }
}
