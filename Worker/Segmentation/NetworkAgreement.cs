namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Whether the network knows what it looks at, by what its looks have in common, by what was drawn of them, and by whether
/// what it sees lies in the picture as products do. Of the looks of revision 10, measured on 180 rendered pictures and 42
/// photographs, it was of one mind on 165 rendered ones and split on one, before the photographs on 3 and 36.
/// </summary>
internal static class NetworkAgreement
{
    /// <summary>Agreement up to which it is split, and from which of one mind.</summary>
    private const float Split = 0.83f, Together = 0.88f;

    /// <summary>The same where the backdrop shows through the subject: looks at glass have less in common.</summary>
    private const float SplitOverGlass = 0.8f, TogetherOverGlass = 0.83f;

    /// <summary>
    /// Mean entropy of the drawn shares, in bits, up to which no agreement is needed, and from which it is: looks at bars
    /// of a pixel or two have little in common.
    /// </summary>
    private const float Clear = 0.02f, Unclear = 0.03f;

    /// <summary>Mean share along the frame up to which it is believed, and from which not at all.</summary>
    private const float Inside = 0.005f, RunsOut = 0.02f;

    /// <summary>The same of the picture's whole area.</summary>
    private const float Large = 0.5f, TooLarge = 0.56f;

    /// <summary>The same up to which nothing is seen, in which looks agree before whatever they do not know.</summary>
    private const float Nothing = 0.001f, Something = 0.003f;

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

    /// <summary>Whether what is seen is as large as products are and as well inside the frame.</summary>
    /// <param name="shares">Share of subject, per pixel, 0..1.</param>
    /// <param name="width">Pixels per row.</param>
    /// <returns>0 it is not .. 1 it is.</returns>
    public static float Composed(ReadOnlySpan<float> shares, int width) =>
        (1 - Ramp.Of(Mean(shares), Large, TooLarge)) * (1 - Ramp.Of(AlongFrame(shares, width), Inside, RunsOut));

    /// <param name="shares">Share of subject, per pixel, 0..1.</param>
    /// <returns>0 nothing at all is seen .. 1 something is.</returns>
    public static float Sees(ReadOnlySpan<float> shares) => Ramp.Of(Mean(shares), Nothing, Something);

    /// <param name="agreement">Of the looks.</param>
    /// <returns>0 each sees something else .. 1 all see the same.</returns>
    public static float OneMind(float agreement) => Ramp.Of(agreement, Split, Together);

    /// <param name="agreement">Of the looks.</param>
    /// <returns>Whether each sees something else, whatever it is that they look at.</returns>
    public static bool IsNone(float agreement) => agreement <= SplitOverGlass;

    /// <param name="agreement">Of the looks, at what the backdrop shows through.</param>
    /// <returns>0 each sees something else .. 1 all see the same.</returns>
    public static float OneMindOverGlass(float agreement) => Ramp.Of(agreement, SplitOverGlass, TogetherOverGlass);

    /// <param name="agreement">Of the looks.</param>
    /// <param name="entropy">Mean of the drawn shares, bits.</param>
    /// <returns>0 it does not know such pictures .. 1 it does.</returns>
    public static float Knows(float agreement, float entropy) =>
        Math.Max(OneMind(agreement), 1 - Ramp.Of(entropy, Clear, Unclear));

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
