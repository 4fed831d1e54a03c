namespace Pipeline.Worker.Segmentation;

/// <summary>From not at all to in full, in a straight line.</summary>
internal static class Ramp
{
    /// <returns>0 up to <paramref name="from"/>, 1 from <paramref name="to"/> on.</returns>
    public static float Of(double value, double from, double to) =>
        (float)Math.Clamp((value - from) / (to - from), 0, 1);
}
