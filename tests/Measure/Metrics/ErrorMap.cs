using OpenCvSharp;

namespace Pipeline.Measure.Metrics;

/// <summary>Sums of an error that is known at every pixel.</summary>
internal static class ErrorMap
{
    /// <param name="map">CV_32FC1.</param>
    /// <param name="region">CV_8UC1, not 0 where pixels count; null for the whole picture.</param>
    /// <returns>The sum in thousands, as the matting literature prints it.</returns>
    public static double Thousands(Mat map, Mat? region)
    {
        if (region is null)
        {
            return Cv2.Sum(map).Val0 / 1000;
        }

        using var inside = new Mat(map.Size(), map.Type(), Scalar.All(0));
        map.CopyTo(inside, region);
        return Cv2.Sum(inside).Val0 / 1000;
    }
}
