using OpenCvSharp;

namespace Pipeline.Measure.Metrics;

/// <summary>
/// Grad: Σ (|∇α| − |∇α*|)², in thousands, with Gaussian derivatives of σ = 1.4 (Rhemann et al., CVPR 2009, q = 2). The
/// kernels span ±4 pixels and have unit energy, and the picture is continued by its outermost pixels, so that figures
/// compare with published ones. Less is better.
/// </summary>
internal static class GradientError
{
    private const double Sigma = 1.4;
    private const int Reach = 4;

    /// <summary>The sum of <see cref="Map"/>, in thousands.</summary>
    /// <param name="estimate">CV_8UC1.</param>
    /// <param name="truth">CV_8UC1 of the same size.</param>
    /// <param name="region">CV_8UC1, not 0 where pixels count; null for the whole picture.</param>
    public static double Of(Mat estimate, Mat truth, Mat? region = null)
    {
        using var map = Map(estimate, truth);
        return ErrorMap.Thousands(map, region);
    }

    /// <summary>The squared difference of the gradients' lengths at every pixel.</summary>
    /// <param name="estimate">CV_8UC1.</param>
    /// <param name="truth">CV_8UC1 of the same size.</param>
    /// <returns>CV_32FC1.</returns>
    public static Mat Map(Mat estimate, Mat truth)
    {
        using var found = Length(estimate);
        using var expected = Length(truth);
        var map = new Mat();
        Cv2.Subtract(found, expected, map);
        Cv2.Multiply(map, map, map);
        return map;
    }

    private static Mat Length(Mat alpha)
    {
        using var unit = new Mat();
        alpha.ConvertTo(unit, MatType.CV_32FC1, 1 / 255.0);
        using var smooth = Kernel(x => Gaussian(x));
        using var slope = Kernel(x => -x / (Sigma * Sigma) * Gaussian(x));
        using var across = new Mat();
        using var down = new Mat();
        Cv2.SepFilter2D(unit, across, MatType.CV_32FC1, slope, smooth, borderType: BorderTypes.Replicate);
        Cv2.SepFilter2D(unit, down, MatType.CV_32FC1, smooth, slope, borderType: BorderTypes.Replicate);
        var length = new Mat();
        Cv2.Magnitude(across, down, length);
        return length;
    }

    private static double Gaussian(double x) => Math.Exp(-x * x / (2 * Sigma * Sigma));

    /// <summary>Samples of a function at −4 … 4, scaled so that their squares add to 1.</summary>
    private static Mat<float> Kernel(Func<double, double> function)
    {
        var taps = Enumerable.Range(-Reach, 2 * Reach + 1).Select(x => function(x)).ToArray();
        var energy = Math.Sqrt(taps.Sum(tap => tap * tap));
        return Mat.FromArray(taps.Select(tap => (float)(tap / energy)).ToArray());
    }
}
