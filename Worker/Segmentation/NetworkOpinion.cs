namespace Pipeline.Worker.Segmentation;

/// <summary>
/// What the network says of a picture, and how far it is to be heard. It knows rendered products only; before anything
/// else it wavers all over the picture, and so tells by itself that it does not know.
/// </summary>
internal sealed class NetworkOpinion
{
    /// <summary>Mean binary entropy, in bits, up to which it is heard in full.</summary>
    private const float Sure = 0.065f;

    /// <summary>How fast it is heard less beyond that, per bit.</summary>
    private const float Fall = 30;

    /// <summary>No single pixel is believed beyond e to this.</summary>
    private const float MostEvidence = 4;

    /// <param name="logOdds">Of being subject, per pixel.</param>
    public NetworkOpinion(float[] logOdds)
    {
        Trust = Math.Clamp(1 - (Fall * (MeanEntropy(logOdds) - Sure)), 0, 1);
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

    private static float MeanEntropy(float[] logOdds)
    {
        double sum = 0;
        foreach (var odds in logOdds)
        {
            // The entropy of p and of 1 − p is one, and e to the negative never overflows.
            var away = Math.Exp(-Math.Abs(odds));
            var p = away / (1 + away);
            sum += p > 0 ? -(p * Math.Log2(p)) - ((1 - p) * Math.Log2(1 - p)) : 0;
        }

        return (float)(sum / logOdds.Length);
    }
}
