using Pipeline.Measure.Metrics;
using Pipeline.Measure.Pages;

namespace Pipeline.Measure.Runs;

/// <summary>Scores a folder of results against a folder of truth, and draws what the page shows.</summary>
/// <param name="truth">What is right.</param>
/// <param name="results">Folder of NAME.png.</param>
/// <param name="run">Folder for the thumbnails; null for none.</param>
/// <param name="outcomes">What the chain said, by name; empty when that is not known.</param>
internal sealed class Evaluation(
    TruthFolder truth, string results, string? run, IReadOnlyDictionary<string, ChainOutcome> outcomes)
{
    /// <exception cref="MeasureException">The truth cannot be read.</exception>
    public RunScores Score(string title)
    {
        try
        {
            return RunScores.Of(title, truth.Names.AsParallel().AsOrdered().Select(ScoreOne));
        }
        catch (AggregateException several) when (several.InnerExceptions[0] is MeasureException wrong)
        {
            throw new MeasureException(wrong.Message);
        }
    }

    private PictureScore ScoreOne(string name)
    {
        using var expected = truth.Read(name);
        var (found, failure) = Find(name, expected);
        using var result = found;
        var scene = truth.SceneOf(name);
        var outcome = outcomes.GetValueOrDefault(name);
        if (run is not null)
        {
            Thumbnails.Write(run, name, truth.PhotoOf(name), result, expected);
        }

        return new PictureScore
        {
            Name = name,
            Width = expected.Alpha.Width,
            Height = expected.Alpha.Height,
            Background = scene.Background,
            Objects = scene.Objects,
            Traits = scene.Traits ?? [],
            Failure = failure is null ? null : outcome?.Failure ?? failure,
            // What an old record says of a cutout that is gone is no confidence in nothing.
            Confidence = failure is null ? outcome?.Confidence : null,
            Warnings = failure is null ? outcome?.Warnings : null,
            UnknownShare = UnknownShare(expected),
            Truth = expected.Digest,
            Values = PictureScorer.Score(result, expected),
        };
    }

    private (ResultPicture Result, string? Failure) Find(string name, TruePicture expected)
    {
        var file = Path.Combine(results, name + ".png");
        if (!File.Exists(file))
        {
            return (ResultPicture.Nothing(expected.Alpha.Size()), "no cutout");
        }

        var result = ResultPicture.Read(file);
        if (result is null)
        {
            return (ResultPicture.Nothing(expected.Alpha.Size()), "not a picture");
        }

        expected.ResizeMask(result.Alpha.Size());
        if (result.Alpha.Size() == expected.Alpha.Size())
        {
            return (result, null);
        }

        var failure = $"{result.Alpha.Width}×{result.Alpha.Height}, not the truth's size";
        result.Dispose();
        return (ResultPicture.Nothing(expected.Alpha.Size()), failure);
    }

    private static double? UnknownShare(TruePicture expected)
    {
        if (expected.Trimap is null)
        {
            return null;
        }

        using var unknown = TrueTrimap.UnknownRegion(expected.Trimap);
        return Math.Round((double)unknown.CountNonZero() / unknown.Total(), 4);
    }
}
