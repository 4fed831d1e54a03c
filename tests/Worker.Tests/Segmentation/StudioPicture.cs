using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Tests.Segmentation;

/// <summary>A drawn studio photograph with the subject's true outline, sensor noise included.</summary>
internal sealed class StudioPicture : IDisposable
{
    private readonly Mat _pixels;
    private readonly Mat _truth;

    private StudioPicture(Size size)
    {
        _pixels = new Mat(size, MatType.CV_8UC3);
        _truth = new Mat(size, MatType.CV_8UC1, Scalar.All(0));
    }

    /// <summary>255 inside the subject.</summary>
    public Mat Truth => _truth;

    /// <summary>A backdrop that runs from one colour at the top left to another at the bottom right.</summary>
    public static StudioPicture Backdrop(Scalar from, Scalar to, int width = 600, int height = 450)
    {
        var picture = new StudioPicture(new Size(width, height));
        picture.Fill((x, y) => (x + y) / 2, from, to, null);
        return picture;
    }

    /// <summary>A backdrop that falls off from its middle to its corners.</summary>
    public static StudioPicture Vignette(Scalar middle, Scalar corner, int width = 600, int height = 450)
    {
        var picture = new StudioPicture(new Size(width, height));
        picture.Fill((x, y) => Math.Min(1, (((x - 0.5) * (x - 0.5)) + ((y - 0.5) * (y - 0.5))) * 2), middle, corner, null);
        return picture;
    }

    /// <summary>Draws the subject: white where it is, 0 elsewhere, coloured from its top to its bottom.</summary>
    public StudioPicture With(Action<Mat> draw, Scalar top, Scalar bottom)
    {
        using var shape = new Mat(_truth.Size(), MatType.CV_8UC1, Scalar.All(0));
        draw(shape);
        Fill((_, y) => y, top, bottom, shape);
        Cv2.BitwiseOr(_truth, shape, _truth);
        return this;
    }

    /// <summary>Darkens the backdrop softly around a point on the floor.</summary>
    public StudioPicture WithShadow(Point at, Size axes, double strength)
    {
        using var shade = new Mat(_truth.Size(), MatType.CV_32FC1, Scalar.All(0));
        Cv2.Ellipse(shade, at, axes, 0, 0, 360, Scalar.All(strength), -1);
        Cv2.GaussianBlur(shade, shade, default, axes.Height);
        using var light = new Mat();
        Cv2.Subtract(Scalar.All(1), shade, light);
        using var three = new Mat();
        Cv2.Merge([light, light, light], three);
        using var exact = new Mat();
        _pixels.ConvertTo(exact, MatType.CV_32FC3);
        Cv2.Multiply(exact, three, exact);
        exact.ConvertTo(_pixels, MatType.CV_8UC3);
        return this;
    }

    /// <summary>Softens the edges as a lens does, adds noise, and hands out the photo.</summary>
    public Photo Shoot(double noise = 2)
    {
        Cv2.SetTheRNG(7);
        using var grain = new Mat(_pixels.Size(), MatType.CV_16SC3);
        Cv2.Randn(grain, Scalar.All(0), Scalar.All(noise));
        using var blurred = new Mat();
        Cv2.GaussianBlur(_pixels, blurred, default, 0.8);
        blurred.ConvertTo(blurred, MatType.CV_16SC3);
        Cv2.Add(blurred, grain, blurred);
        var photo = new Mat();
        blurred.ConvertTo(photo, MatType.CV_8UC3);
        return new Photo(photo);
    }

    public void Dispose()
    {
        _pixels.Dispose();
        _truth.Dispose();
    }

    private void Fill(Func<double, double, double> along, Scalar from, Scalar to, Mat? within)
    {
        var (width, height) = (_pixels.Cols, _pixels.Rows);
        var pixels = _pixels.AsSpan<Vec3b>();
        for (var y = 0; y < height; y++)
        {
            var row = pixels.Slice(y * width, width);
            for (var x = 0; x < row.Length; x++)
            {
                if (within is null || within.At<byte>(y, x) > 0)
                {
                    var t = along((x + 0.5) / width, (y + 0.5) / height);
                    row[x] = new Vec3b(Mix(from.Val0, to.Val0, t), Mix(from.Val1, to.Val1, t), Mix(from.Val2, to.Val2, t));
                }
            }
        }
    }

    private static byte Mix(double from, double to, double t) => (byte)Math.Clamp(from + ((to - from) * t), 0, 255);
}
