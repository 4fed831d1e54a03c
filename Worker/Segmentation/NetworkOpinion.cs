namespace Pipeline.Worker.Segmentation;

/// <summary>
/// What the network says of a picture, and how far it is to be heard. It knows rendered products only; before anything
/// else it wavers all over the picture, says another thing at each look, and so tells by itself that it does not know.
/// </summary>
internal sealed class NetworkOpinion
{
    /// <summary>
    /// Mean binary entropy, in bits, up to which it is heard in full, and how fast it is heard less beyond.
    /// </summary>
    private const double Sure = 0.05, Fall = 50;

    /// <summary>
    /// The same of the entropy as a share of what guessing by area alone would leave: a large subject has a long
    /// outline, along which nobody is sure.
    /// </summary>
    private const double SureOfItsArea = 0.125, FallOfItsArea = 33;

    /// <summary>Areas are taken as if no subject were smaller or larger, as a share of guessing's entropy.</summary>
    private const double LeastSpread = 0.05;

    /// <summary>No single pixel is believed beyond e to this.</summary>
    private const float MostEvidence = 4;

    private readonly float[] _mean;
    private readonly int _looks;

    /// <param name="looks">Log odds of being subject, per pixel, for each look.</param>
    /// <param name="width">Pixels per row.</param>
    public NetworkOpinion(IReadOnlyList<float[]> looks, int width)
    {
        (_mean, _looks) = (Mean(looks), looks.Count);
        Agreement = NetworkAgreement.Of(looks);
        Trust = (float)TrustIn(_mean);
        MayHoldShares = Trust > 0 || NetworkAgreement.MayBeComposed(Array.ConvertAll(_mean, Logistic.Of), width);
    }

    /// <summary>How much the looks have in common, 0..1.</summary>
    public float Agreement { get; }

    /// <summary>0 not at all .. 1 in place of every other cue: it is sure everywhere.</summary>
    public float Trust { get; }

    /// <summary>Whether its looks are worth being drawn to the pixel.</summary>
    public bool MayHoldShares { get; }

    /// <summary>In a prior, the network takes the place of other cues by as much as it is trusted.</summary>
    public float[] Over(float[] prior)
    {
        var mixed = new float[prior.Length];
        for (var i = 0; i < mixed.Length; i++)
        {
            mixed[i] = ((1 - Trust) * prior[i]) + (Trust * Math.Clamp(_mean[i], -MostEvidence, MostEvidence));
        }

        return mixed;
    }

    /// <summary>Log odds by these looks and a further one.</summary>
    /// <param name="look">Log odds, per pixel.</param>
    public float[] LogOddsWith(float[] look)
    {
        var odds = new float[look.Length];
        for (var i = 0; i < odds.Length; i++)
        {
            odds[i] = ((_looks * _mean[i]) + look[i]) / (_looks + 1);
        }

        return odds;
    }

    /// <summary>
    /// How far shares that were drawn by these looks are the segmentation. It need not be sure at every pixel: before
    /// grids, lace, glass and what moves, of which pixels hold shares, it is enough that every look says the same.
    /// </summary>
    /// <param name="shares">As drawn, per pixel, 0..1.</param>
    /// <param name="width">Pixels per row of them.</param>
    /// <param name="entropy">Mean of the same, bits.</param>
    /// <returns>0 not at all .. 1 in its place.</returns>
    public float TrustInShares(ReadOnlySpan<float> shares, int width, float entropy) =>
        Math.Max(Trust, NetworkAgreement.Composed(shares, width) * NetworkAgreement.Knows(Agreement, entropy));

    private static float[] Mean(IReadOnlyList<float[]> looks)
    {
        var mean = new float[looks[0].Length];
        for (var i = 0; i < mean.Length; i++)
        {
            mean[i] = looks.Average(look => look[i]);
        }

        return mean;
    }

    private static double TrustIn(float[] logOdds)
    {
        var (entropy, area) = (0.0, 0.0);
        foreach (var odds in logOdds)
        {
            var p = Logistic.Of(-Math.Abs(odds));
            entropy += BinaryEntropy.Of(p);
            area += odds > 0 ? 1 - p : p;
        }

        entropy /= logOdds.Length;
        area /= logOdds.Length;
        var ofItsArea = entropy / Math.Max(4 * area * (1 - area), LeastSpread);
        return Math.Clamp(
            Math.Max(1 - (Fall * (entropy - Sure)), 1 - (FallOfItsArea * (ofItsArea - SureOfItsArea))), 0, 1);
    }
}
