using OpenCvSharp;
using Pipeline.Worker.Foreground;
using Pipeline.Worker.Imaging;

namespace Pipeline.Measure;

/// <summary>
/// Blur-fusion foreground estimation in two passes (Forte and Pitié 2021, "Approximate Fast Foreground Colour
/// Estimation"): F and B are first the picture's means around each pixel, weighted by α and 1 − α, and F is then moved
/// so that αF + (1 − α)B is the picture. Here to be compared with what the chain uses; whole float planes, as in the
/// paper.
/// </summary>
internal sealed class BlurFusion : IForegroundEstimator
{
    /// <summary>Side of the box of each pass, in pixels.</summary>
    private static readonly int[] Sides = [90, 6];

    private const double Least = 1e-5;

    /// <inheritdoc/>
    public Mat Estimate(Photo photo, AlphaMatte alpha, CancellationToken cancellation)
    {
        using var picture = new Mat();
        photo.Pixels.ConvertTo(picture, MatType.CV_32FC3, 1 / 255.0);
        using var cover = new Mat();
        alpha.Plane.ConvertTo(cover, MatType.CV_32FC1, 1 / 255.0);
        using var rest = new Mat();
        Cv2.Subtract(Scalar.All(1), cover, rest);
        var (foreground, background) = (picture.Clone(), picture.Clone());
        foreach (var side in Sides)
        {
            cancellation.ThrowIfCancellationRequested();
            var (f, b) = (Mean(foreground, cover, side), Mean(background, rest, side));
            foreground.Dispose();
            background.Dispose();
            Fuse(picture, cover, f, b);
            (foreground, background) = (f, b);
        }

        background.Dispose();
        var result = new Mat();
        foreground.ConvertTo(result, MatType.CV_8UC3, 255);
        foreground.Dispose();
        return result;
    }

    /// <summary>Mean of a colour in a box around each pixel, weighted.</summary>
    private static Mat Mean(Mat colour, Mat weight, int side)
    {
        using var three = new Mat();
        Cv2.Merge([weight, weight, weight], three);
        var mean = new Mat();
        Cv2.Multiply(colour, three, mean);
        Cv2.Blur(mean, mean, new Size(side, side));
        Cv2.Blur(three, three, new Size(side, side));
        Cv2.Add(three, Scalar.All(Least), three);
        Cv2.Divide(mean, three, mean);
        return mean;
    }

    /// <summary>F ← F + α(I − αF − (1 − α)B), within 0..1.</summary>
    private static void Fuse(Mat picture, Mat cover, Mat foreground, Mat background)
    {
        var (rows, columns) = (picture.Rows, picture.Cols);
        Parallel.For(0, rows, y =>
        {
            var i = picture.AsRows<Vec3f>()[y];
            var a = cover.AsRows<float>()[y];
            var f = foreground.AsRows<Vec3f>()[y];
            var b = background.AsRows<Vec3f>()[y];
            for (var x = 0; x < columns; x++)
            {
                f[x] = new Vec3f(
                    Fuse(i[x].Item0, a[x], f[x].Item0, b[x].Item0),
                    Fuse(i[x].Item1, a[x], f[x].Item1, b[x].Item1),
                    Fuse(i[x].Item2, a[x], f[x].Item2, b[x].Item2));
            }
        });
    }

    private static float Fuse(float i, float a, float f, float b) =>
        Math.Clamp(f + (a * (i - (a * f) - ((1 - a) * b))), 0, 1);
}
