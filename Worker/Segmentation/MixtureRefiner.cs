namespace Pipeline.Worker.Segmentation;

/// <summary>
/// GrabCut's alternation (Rother et al. 2004) with a prior in place of a rectangle: fit a colour mixture to subject
/// and background, cut, and again. Work is bounded by the rounds.
/// </summary>
internal sealed class MixtureRefiner(int components, float smoothness, int rounds)
{
    /// <summary>No single pixel's colour is believed beyond e to this.</summary>
    private const float MostEvidence = 6;
    private const int StepsPerRound = 60;
    private const int Channels = 3;

    /// <summary>Least variance of a channel: 2 ΔE of noise.</summary>
    private static readonly float[] Floor = [4, 4, 4];

    /// <param name="picture">The picture.</param>
    /// <param name="prior">Log odds of being subject, per pixel.</param>
    /// <param name="trust">Weight of the colour mixtures against the prior, 0..1.</param>
    /// <param name="cancellation">Checked in each round.</param>
    /// <returns>Share of subject after the cut, per pixel, 0..1, mostly 0 and 1.</returns>
    public float[] Refine(WorkingPicture picture, float[] prior, float trust, CancellationToken cancellation)
    {
        var sampled = Sample(picture);
        var colours = new float[sampled.Length * Channels];
        for (var k = 0; k < sampled.Length; k++)
        {
            picture.Lab.AsSpan(Channels * sampled[k], Channels).CopyTo(colours.AsSpan(Channels * k));
        }

        var cut = new ContrastCut(picture, smoothness);
        var subject = Array.ConvertAll(prior, odds => odds > 0 ? 1f : 0f);
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var inside = Array.ConvertAll(sampled, i => subject[i]);
            var outside = Array.ConvertAll(inside, share => 1 - share);
            if (inside.Sum() < 1 || outside.Sum() < 1)
            {
                break;
            }

            var own = ColourMixture.Fit(colours, Channels, inside, components, Floor);
            var other = ColourMixture.Fit(colours, Channels, outside, components, Floor);
            cut.Minimise(subject, Cost(picture, prior, trust, own, other), StepsPerRound);
        }

        return subject;
    }

    /// <summary>Every fourth pixel, in quincunx: plenty to fit a mixture to.</summary>
    private static int[] Sample(WorkingPicture picture) => [.. Enumerable.Range(0, picture.Count).Where(i =>
    {
        int x = i % picture.Width, y = i / picture.Width;
        return y % 2 == 0 && (x + (y / 2)) % 2 == 0;
    })];

    private static float[] Cost(
        WorkingPicture picture, float[] prior, float trust, ColourMixture own, ColourMixture other)
    {
        var cost = new float[picture.Count];
        Parallel.For(0, picture.Height, y =>
        {
            for (var i = y * picture.Width; i < (y + 1) * picture.Width; i++)
            {
                var colour = picture.Lab.AsSpan(Channels * i, Channels);
                var evidence = own.LogLikelihood(colour) - other.LogLikelihood(colour);
                cost[i] = -prior[i] - (trust * Math.Clamp(evidence, -MostEvidence, MostEvidence));
            }
        });
        return cost;
    }
}
