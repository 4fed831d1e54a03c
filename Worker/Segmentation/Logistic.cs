namespace Pipeline.Worker.Segmentation;

/// <summary>From log odds to a probability.</summary>
internal static class Logistic
{
    /// <param name="logOdds">Natural logarithm.</param>
    /// <returns>0..1.</returns>
    public static float Of(float logOdds) => 1 / (1 + MathF.Exp(-logOdds));
}
