namespace Pipeline.Worker.Segmentation;

/// <summary>
/// What the network says of a picture, and how far it is to be heard. It knows rendered products only; before anything
/// else it wavers all over the picture, and so tells by itself that it does not know.
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

    /// <param name="logOdds">Of being subject, per pixel.</param>
    public NetworkOpinion(float[] logOdds)
    {
        Trust = (float)TrustIn(logOdds);
        LogOdds = Array.ConvertAll(logOdds, odds => Math.Clamp(odds, -MostEvidence, MostEvidence));
    }

    /// <summary>Of being subject, per pixel, natural logarithms.</summary>
    public float[] LogOdds { get; }

    /// <summary>0 not at all .. 1 in place of everything else.</summary>
    public float Trust { get; }

    /// <summary>In a prior, the network takes the place of other cues by as much as it is trusted.</summary>
    public float[] Over(float[] prior)
    {
        var mixed = new float[prior.Length];
        for (var i = 0; i < mixed.Length; i++)
        {
            mixed[i] = ((1 - Trust) * prior[i]) + (Trust * LogOdds[i]);
        }

        return mixed;
    }

    private static double TrustIn(float[] logOdds)
    {
        var (entropy, area) = (0.0, 0.0);
        foreach (var odds in logOdds)
        {
            // The entropy of p and of 1 − p is one, and e to the negative never overflows.
            var away = Math.Exp(-Math.Abs(odds));
            var p = away / (1 + away);
            entropy += p > 0 ? -(p * Math.Log2(p)) - ((1 - p) * Math.Log2(1 - p)) : 0;
            area += odds > 0 ? 1 - p : p;
        }

        entropy /= logOdds.Length;
        area /= logOdds.Length;
        var ofItsArea = entropy / Math.Max(4 * area * (1 - area), LeastSpread);
        return Math.Clamp(
            Math.Max(1 - (Fall * (entropy - Sure)), 1 - (FallOfItsArea * (ofItsArea - SureOfItsArea))), 0, 1);
    }
}
