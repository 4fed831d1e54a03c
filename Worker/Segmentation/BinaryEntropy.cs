using OpenCvSharp;

namespace Pipeline.Worker.Segmentation;

/// <summary>How unsure a probability of being subject is: −p·log₂ p − (1 − p)·log₂(1 − p), in bits.</summary>
internal static class BinaryEntropy
{
    /// <param name="p">0..1.</param>
    /// <returns>0 sure .. 1 a half.</returns>
    public static double Of(double p) => p is > 0 and < 1 ? -(p * Math.Log2(p)) - ((1 - p) * Math.Log2(1 - p)) : 0;

    /// <param name="probability">h × w, <c>CV_32FC1</c>, 0..1.</param>
    /// <returns>The mean over all pixels, 0..1.</returns>
    public static double Mean(Mat probability)
    {
        var sum = 0.0;
        var rows = probability.AsRows<float>();
        for (var y = 0; y < rows.Count; y++)
        {
            foreach (var p in rows[y])
            {
                sum += Of(p);
            }
        }

        return sum / probability.Total();
    }
}
