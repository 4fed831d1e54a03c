namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Whether the network knows what it looks at, by what its looks have in common and by what was drawn of them. Measured
/// on 60 rendered pictures and 42 photographs: of the rendered ones it was of one mind on all but one, before photographs
/// seldom, and where it was it saw a subject that fills half of the picture or runs out at its sides, which no render
/// does.
/// </summary>
internal static class NetworkAgreement
{
    /// <summary>Agreement up to which it knows nothing, and from which it does.</summary>
    private const float Split = 0.7f, OneMind = 0.75f;

    /// <summary>
    /// Mean entropy of the drawn shares, in bits, up to which no agreement is needed, and from which it is: looks at bars
    /// of a pixel or two have little in common.
    /// </summary>
    private const float Clear = 0.03f, Unclear = 0.05f;

    /// <summary>The same up to which the drawing is taken, and from which the looks alone: it shows nothing.</summary>
    private const float Vague = 0.2f, Nothing = 0.4f;

    /// <summary>Mean share along the frame up to which it is believed, and from which not at all.</summary>
    private const float Inside = 0.005f, RunsOut = 0.02f;

    /// <summary>
    /// The same of the looks, from which nothing is drawn: at their resolution a thin part in the frame is a wide one.
    /// </summary>
    private const float RunsOutWidely = 0.06f;

    /// <summary>The same of the picture's whole area.</summary>
    private const float Large = 0.38f, TooLarge = 0.44f;

    /// <summary>Of the first look with each other one, the mean overlap.</summary>
    /// <param name="looks">Log odds of being subject, per pixel, for each look.</param>
    /// <returns>0..1; 1 for a single look.</returns>
    public static float Of(IReadOnlyList<float[]> looks)
    {
        var shares = looks.Select(look => Array.ConvertAll(look, Logistic.Of)).ToList();
        return shares.Count < 2 ? 1 : shares.Skip(1).Average(other => Overlap(shares[0], other));
    }

    /// <summary>Intersection over union, where a pixel counts by the share of it that is said to be subject.</summary>
    /// <param name="one">0..1, per pixel.</param>
    /// <param name="other">The same of another opinion.</param>
    /// <returns>0..1; 1 where neither sees anything.</returns>
    public static float Overlap(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var (both, either) = (0.0, 0.0);
        for (var i = 0; i < one.Length; i++)
        {
            both += MathF.Min(one[i], other[i]);
            either += MathF.Max(one[i], other[i]);
        }

        return either > 0 ? (float)(both / either) : 1;
    }

    /// <summary>Whether what the looks see may turn out, once it is drawn, to be <see cref="Composed"/>.</summary>
    /// <param name="seen">Share of subject by the looks, per pixel, 0..1.</param>
    /// <param name="width">Pixels per row.</param>
    public static bool MayBeComposed(ReadOnlySpan<float> seen, int width) =>
        AlongFrame(seen, width) < RunsOutWidely && Mean(seen) < TooLarge;

    /// <summary>Whether what is seen is as large as products are and as well inside the frame.</summary>
    /// <param name="shares">Share of subject, per pixel, 0..1.</param>
    /// <param name="width">Pixels per row.</param>
    /// <returns>0 it is not .. 1 it is.</returns>
    public static float Composed(ReadOnlySpan<float> shares, int width) =>
        (1 - Ramp.Of(AlongFrame(shares, width), Inside, RunsOut)) * (1 - Ramp.Of(Mean(shares), Large, TooLarge));

    /// <param name="agreement">Of the looks.</param>
    /// <param name="entropy">Mean of the drawn shares, bits.</param>
    /// <returns>0 it does not know such pictures .. 1 it does.</returns>
    public static float Knows(float agreement, float entropy) =>
        Math.Max(Ramp.Of(agreement, Split, OneMind), 1 - Ramp.Of(entropy, Clear, Unclear));

    /// <param name="entropy">Mean of the drawn shares, bits.</param>
    /// <returns>0 nothing came of it .. 1 it was drawn.</returns>
    public static float Drawn(float entropy) => 1 - Ramp.Of(entropy, Vague, Nothing);

    /// <summary>Of all sides but the bottom, which cuts subjects far more often.</summary>
    private static float AlongFrame(ReadOnlySpan<float> shares, int width)
    {
        var height = shares.Length / width;
        var sum = Mean(shares[..width]) * width;
        for (var y = 0; y < height; y++)
        {
            sum += shares[y * width] + shares[((y + 1) * width) - 1];
        }

        return sum / (width + (2 * height));
    }

    private static float Mean(ReadOnlySpan<float> shares)
    {
        var sum = 0.0;
        foreach (var share in shares)
        {
            sum += share;
        }

        return (float)(sum / shares.Length);
    }
}
