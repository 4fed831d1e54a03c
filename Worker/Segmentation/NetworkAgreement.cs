namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Whether the network knows what it looks at, by what its looks have in common. Measured on 60 rendered pictures and 42
/// photographs: of the rendered ones it was of one mind on all but one, before photographs hardly ever, and where it was
/// it saw a subject that fills half of the picture or runs out at its sides, which no render does.
/// </summary>
internal static class NetworkAgreement
{
    /// <summary>Agreement up to which it knows nothing, and from which it does.</summary>
    private const float Split = 0.7f, OneMind = 0.75f;

    /// <summary>Mean share along the frame up to which it is believed, and from which not at all.</summary>
    private const float Inside = 0.005f, RunsOut = 0.02f;

    /// <summary>The same of the picture's whole area.</summary>
    private const float Large = 0.38f, TooLarge = 0.44f;

    /// <summary>
    /// Of the first look with each other one, the mean of intersection over union, where a pixel counts by the share of
    /// it that is said to be subject.
    /// </summary>
    /// <param name="looks">Log odds of being subject, per pixel, for each look.</param>
    /// <returns>0..1; 1 for a single look.</returns>
    public static float Of(IReadOnlyList<float[]> looks) =>
        looks.Count < 2 ? 1 : looks.Skip(1).Average(look => Common(looks[0], look));

    /// <param name="agreement">Of the looks.</param>
    /// <param name="shares">Share of subject, per pixel, 0..1.</param>
    /// <param name="width">Pixels per row.</param>
    /// <returns>0 it does not know such pictures .. 1 it does.</returns>
    public static float Trust(float agreement, float[] shares, int width) =>
        Rising(agreement, Split, OneMind)
        * (1 - Rising(AlongFrame(shares, width), Inside, RunsOut))
        * (1 - Rising(shares.Average(), Large, TooLarge));

    private static float Common(float[] one, float[] other)
    {
        var (both, either) = (0.0, 0.0);
        for (var i = 0; i < one.Length; i++)
        {
            float p = Logistic.Of(one[i]), q = Logistic.Of(other[i]);
            both += MathF.Min(p, q);
            either += MathF.Max(p, q);
        }

        return either > 0 ? (float)(both / either) : 1;
    }

    /// <summary>Of all sides but the bottom, which cuts subjects far more often.</summary>
    private static float AlongFrame(float[] shares, int width)
    {
        var height = shares.Length / width;
        var sides = Enumerable.Range(0, height).SelectMany(y => (int[])[y * width, ((y + 1) * width) - 1]);
        return Enumerable.Range(0, width).Concat(sides).Average(i => shares[i]);
    }

    private static float Rising(float value, float from, float to) => Math.Clamp((value - from) / (to - from), 0, 1);
}
