using OpenCvSharp;

namespace Pipeline.Worker.Segmentation;

/// <summary>From log odds to a probability.</summary>
internal static class Logistic
{
    /// <param name="logOdds">Natural logarithm.</param>
    /// <returns>0..1.</returns>
    public static float Of(float logOdds) => 1 / (1 + MathF.Exp(-logOdds));

    /// <param name="logOdds"><c>CV_32FC1</c>.</param>
    /// <returns>Of the same size; the caller disposes it.</returns>
    public static Mat Of(Mat logOdds)
    {
        using var against = new Mat();
        logOdds.ConvertTo(against, logOdds.Type(), -1);
        Cv2.Exp(against, against);
        Cv2.Add(against, Scalar.All(1), against);
        var probability = new Mat();
        Cv2.Divide(1, against, probability);
        return probability;
    }
}
