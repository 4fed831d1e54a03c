using Pipeline.Measure.Runs;
using Pipeline.Worker;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Measure.Quality;

/// <summary>Runs a chain over the photos of a set, from a photo's bytes to a cutout's, and scores the cutouts.</summary>
internal static class QualityRun
{
    /// <param name="chain">What is run.</param>
    /// <param name="title">Of set and chain, for the progress on standard error.</param>
    /// <param name="set">Over whose photos, one after the other.</param>
    /// <param name="worst">Is shown every picture; null for none.</param>
    /// <returns>In the order of the set.</returns>
    public static List<QualityScore> Over(CutoutChain chain, string title, QualitySet set, WorstSheet? worst = null)
    {
        var scores = new List<QualityScore>();
        foreach (var picture in set.Pictures)
        {
            scores.Add(Score(chain, picture, worst));
            Console.Error.WriteLine(
                $"[{scores.Count}/{set.Pictures.Count}] {title}: {picture.Name} {scores[^1].Outcome.Failure}".TrimEnd());
        }

        return scores;
    }

    /// <summary>A failure counts as alpha 0 everywhere.</summary>
    private static QualityScore Score(CutoutChain chain, QualityPicture picture, WorstSheet? worst)
    {
        using var truth = TruePicture.Mask(picture.Mask);
        var (cutout, outcome) = Run(chain, picture.Photo);
        using var result = cutout is null
            ? ResultPicture.Nothing(truth.Alpha.Size())
            : ResultPicture.Decode(cutout) ?? throw new MeasureException($"The cutout of {picture.Name} is no picture.");
        truth.ResizeMask(result.Alpha.Size());
        var score = QualityScore.Of(picture.Name, result.Alpha, truth.Alpha, outcome);
        worst?.Show(score, picture.Photo, truth, result);
        return score;
    }

    private static (byte[]? Cutout, ChainOutcome Outcome) Run(CutoutChain chain, string photo)
    {
        try
        {
            var files = JobFiles.Of(File.ReadAllBytes(photo));
            var result = chain.Run(files, new(), new StageClock(TimeProvider.System), CancellationToken.None);
            return (result.Files[0].Bytes, new ChainOutcome(null, result.Quality.Confidence, result.Quality.Warnings));
        }
        catch (JobRejectedException rejected)
        {
            return (null, new ChainOutcome(rejected.Reason.ToString()));
        }
    }
}
