namespace Pipeline.Worker.Segmentation;

/// <summary>
/// GrabCut's alternation (Rother et al. 2004) with a prior in place of a rectangle: fit a colour-and-place mixture to
/// subject and background, cut, and again. Work is bounded by the rounds.
/// </summary>
internal sealed class MixtureRefiner(int components, float smoothness, int rounds)
{
    /// <summary>No single pixel's colour is believed beyond e to this.</summary>
    private const float MostEvidence = 6;
    private const int StepsPerRound = 60;

    /// <param name="picture">The picture.</param>
    /// <param name="prior">Log odds of being subject, per pixel.</param>
    /// <param name="cancellation">Checked in each round.</param>
    /// <returns>Share of subject after the cut, per pixel, 0..1, mostly 0 and 1.</returns>
    public float[] Refine(WorkingPicture picture, float[] prior, CancellationToken cancellation)
    {
        var features = new PixelFeatures(picture);
        var cut = new ContrastCut(picture, smoothness);
        var subject = Array.ConvertAll(prior, odds => odds > 0 ? 1f : 0f);
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var inside = Array.ConvertAll(features.Samples, i => subject[i]);
            var outside = Array.ConvertAll(inside, share => 1 - share);
            if (inside.Sum() < 1 || outside.Sum() < 1)
            {
                break;
            }

            var own = Fit(features, inside);
            var other = Fit(features, outside);
            var cost = new float[picture.Count];
            Parallel.For(0, picture.Height, y =>
            {
                for (var i = y * picture.Width; i < (y + 1) * picture.Width; i++)
                {
                    var evidence = own.LogLikelihood(features[i]) - other.LogLikelihood(features[i]);
                    cost[i] = -prior[i] - Math.Clamp(evidence, -MostEvidence, MostEvidence);
                }
            });
            cut.Minimise(subject, cost, StepsPerRound);
        }

        return subject;
    }

    private ColourMixture Fit(PixelFeatures features, float[] weights) => ColourMixture.Fit(
        features.SampleValues, PixelFeatures.Dimension, weights, components, PixelFeatures.Floor);
}
