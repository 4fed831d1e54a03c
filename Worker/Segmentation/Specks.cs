using OpenCvSharp;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Drops islands and fills holes that are small against the subject. A true hole, such as a handle's, is larger; what
/// is left of a thin part hangs on the subject and is no island.
/// </summary>
internal static class Specks
{
    /// <summary>Islands below this share of the largest are dropped.</summary>
    private const double SmallIsland = 0.02;

    /// <summary>Holes below this share of the subject are filled.</summary>
    private const double SmallHole = 0.002;

    /// <param name="subject">Share of subject per pixel, 0..1; changed in place.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    public static void Remove(float[] subject, int width, int height)
    {
        var largest = Replace(subject, width, height, inside: true, largest => SmallIsland * largest);
        Replace(subject, width, height, inside: false, _ => SmallHole * largest);
    }

    /// <summary>Flips the pieces that are too small and returns the size of the largest.</summary>
    private static int Replace(float[] subject, int width, int height, bool inside, Func<int, double> least)
    {
        var binary = Array.ConvertAll(subject, share => share > 0.5f == inside ? (byte)255 : (byte)0);
        using var pieces = Mat.FromPixelData(height, width, MatType.CV_8UC1, binary);
        using var labels = new Mat();
        using var stats = new Mat();
        using var centroids = new Mat();
        // Subject pieces hold together diagonally, holes do not.
        var connectivity = inside ? PixelConnectivity.Connectivity8 : PixelConnectivity.Connectivity4;
        var count = Cv2.ConnectedComponentsWithStats(pieces, labels, stats, centroids, connectivity);
        var sizes = new int[count];
        for (var k = 1; k < count; k++)
        {
            sizes[k] = stats.At<int>(k, (int)ConnectedComponentsTypes.Area);
        }

        var largest = sizes.Max();
        var label = labels.AsSpan<int>();
        var smallest = least(largest);
        for (var i = 0; i < subject.Length; i++)
        {
            if (label[i] > 0 && sizes[label[i]] < smallest)
            {
                subject[i] = inside ? 0 : 1;
            }
        }

        return largest;
    }
}
