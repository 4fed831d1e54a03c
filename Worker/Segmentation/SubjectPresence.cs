using OpenCvSharp;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Whether there is anything in the picture at all: some patch must differ from the smooth background surface by more
/// than the eye's threshold and more than the picture's own grain explains.
/// </summary>
internal static class SubjectPresence
{
    private const int Window = 5;
    private const double LeastDifference = 2.5;

    /// <summary>
    /// Standard errors of a window's mean; 77,000 windows of pure noise stay below 6 in three channels.
    /// </summary>
    private const double Significance = 7;

    /// <summary>Least share of the picture that must differ.</summary>
    private const double LeastShare = 0.0005;

    public static bool IsThere(WorkingPicture picture, BackgroundSurface surface)
    {
        using var offset = new Mat(picture.Height, picture.Width, MatType.CV_32FC3);
        var values = offset.AsSpan<Vec3f>();
        for (var i = 0; i < values.Length; i++)
        {
            var (l, a, b) = surface.At(i);
            values[i] = new Vec3f(
                picture.Lab[3 * i] - l, picture.Lab[(3 * i) + 1] - a, picture.Lab[(3 * i) + 2] - b);
        }

        Cv2.Blur(offset, offset, new Size(Window, Window));
        var least = Math.Max(LeastDifference, Significance * Grain(picture) / Window);
        var differing = 0;
        foreach (var v in offset.AsSpan<Vec3f>())
        {
            differing += (v.Item0 * v.Item0) + (v.Item1 * v.Item1) + (v.Item2 * v.Item2) > least * least ? 1 : 0;
        }

        return differing > LeastShare * picture.Count;
    }

    /// <summary>
    /// Standard deviation of the noise, in ΔE: half the median of the second differences along rows, which edges are
    /// too few to move.
    /// </summary>
    private static double Grain(WorkingPicture picture)
    {
        var steps = new List<float>(picture.Count);
        var lab = picture.Lab;
        for (var i = 1; i < picture.Count - 1; i++)
        {
            if (i % picture.Width == 0 || i % picture.Width == picture.Width - 1)
            {
                continue;
            }

            float sum = 0;
            for (var c = 0; c < 3; c++)
            {
                var second = (2 * lab[(3 * i) + c]) - lab[(3 * (i - 1)) + c] - lab[(3 * (i + 1)) + c];
                sum += second * second / 6;
            }

            steps.Add(sum);
        }

        steps.Sort();
        return steps.Count == 0 ? 0 : Math.Sqrt(steps[steps.Count / 2]);
    }
}
