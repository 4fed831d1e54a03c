using OpenCvSharp;

namespace Pipeline.Measure.Metrics;

/// <summary>
/// The mean absolute difference of result and truth once both lie on pure green (0, 255, 0), where a wrong alpha and a
/// wrong colour both show; in 8-bit sRGB levels, averaged over the channels. Less is better.
/// </summary>
internal static class CompositionError
{
    /// <param name="cutout">CV_8UC4, blue, green, red, straight alpha.</param>
    /// <param name="truth">CV_8UC1, the true alpha.</param>
    /// <param name="colours">CV_8UC3, the true straight colours.</param>
    /// <param name="region">CV_8UC1, not 0 where pixels count.</param>
    /// <returns>0 when no pixel counts.</returns>
    public static double Of(Mat cutout, Mat truth, Mat colours, Mat region)
    {
        cutout.GetArray(out Vec4b[] found);
        truth.GetArray(out byte[] alpha);
        colours.GetArray(out Vec3b[] expected);
        region.GetArray(out byte[] counts);
        long sum = 0, pixels = 0;
        for (var i = 0; i < alpha.Length; i++)
        {
            if (counts[i] == 0)
            {
                continue;
            }

            var (f, e) = (found[i], expected[i]);
            pixels++;
            sum += Math.Abs(f.Item0 * f.Item3 - e.Item0 * alpha[i])
                + Math.Abs(OverGreen(f.Item1, f.Item3) - OverGreen(e.Item1, alpha[i]))
                + Math.Abs(f.Item2 * f.Item3 - e.Item2 * alpha[i]);
        }

        return pixels == 0 ? 0 : sum / 255.0 / 3 / pixels;
    }

    /// <summary>The green channel over green, in 255ths of a level; red and blue are colour times alpha.</summary>
    private static int OverGreen(byte colour, byte alpha) => colour * alpha + 255 * (255 - alpha);
}
