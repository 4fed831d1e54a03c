using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Worker;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Measure.Runs;

/// <summary>Runs the chain in this process over the photos of a ground truth, one after the other.</summary>
internal static class ChainRun
{
    /// <param name="truth">Whose photos.</param>
    /// <param name="cutouts">Folder for NAME.png; what lay there of an earlier run is replaced.</param>
    /// <returns>By name.</returns>
    /// <exception cref="MeasureException">A photo is missing.</exception>
    public static Dictionary<string, ChainOutcome> Over(TruthFolder truth, string cutouts)
    {
        using var services = ChainServices.Make();
        var chain = services.GetRequiredService<CutoutChain>();
        var outcomes = new Dictionary<string, ChainOutcome>();
        foreach (var name in truth.Names)
        {
            var photo = truth.PhotoOf(name) ?? throw new MeasureException($"There is no photo of {name}.");
            var cutout = Path.Combine(cutouts, name + ".png");
            Directory.CreateDirectory(Path.GetDirectoryName(cutout)!);
            outcomes.Add(name, Run(chain, photo, cutout));
            Console.Error.WriteLine($"[{outcomes.Count}/{truth.Names.Count}] {name} {outcomes[name].Failure}".TrimEnd());
        }

        return outcomes;
    }

    private static ChainOutcome Run(CutoutChain chain, string photo, string cutout)
    {
        File.Delete(cutout);
        try
        {
            var clock = new StageClock(TimeProvider.System);
            var result = chain.Run(JobFiles.Of(File.ReadAllBytes(photo)), new CutoutRecipe(), clock, CancellationToken.None);
            File.WriteAllBytes(cutout, result.Files[0].Bytes);
            return new ChainOutcome(null, result.Quality.Confidence, result.Quality.Warnings);
        }
        catch (JobRejectedException rejected)
        {
            return new ChainOutcome(rejected.Reason.ToString());
        }
    }
}
