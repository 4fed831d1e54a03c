using OpenCvSharp;

namespace Pipeline.Measure.Metrics;

/// <summary>
/// The mean absolute error of the straight colours, weighted by the true alpha, over the pixels whose true alpha is
/// fractional; in 8-bit sRGB levels, averaged over the channels. Less is better. A pixel that the result makes fully
/// transparent has no colour and does not count: that is an error of alpha.
/// </summary>
internal static class ForegroundColourError
{
    /// <param name="cutout">CV_8UC4, blue, green, red, straight alpha.</param>
    /// <param name="truth">CV_8UC1, the true alpha.</param>
    /// <param name="colours">CV_8UC3, the true straight colours.</param>
    /// <returns>Null when no pixel counts.</returns>
    public static double? Of(Mat cutout, Mat truth, Mat colours)
    {
        cutout.GetArray(out Vec4b[] found);
        truth.GetArray(out byte[] alpha);
        colours.GetArray(out Vec3b[] expected);
        long sum = 0, weight = 0;
        for (var i = 0; i < alpha.Length; i++)
        {
            if (alpha[i] is 0 or 255 || found[i].Item3 == 0)
            {
                continue;
            }

            var (f, e) = (found[i], expected[i]);
            var difference = Math.Abs(f.Item0 - e.Item0) + Math.Abs(f.Item1 - e.Item1) + Math.Abs(f.Item2 - e.Item2);
            sum += difference * alpha[i];
            weight += 3 * alpha[i];
        }

        return weight == 0 ? null : (double)sum / weight;
    }
}
