using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Tests.Segmentation;

/// <summary>Dark bars of 6 pixels every 20 before a pale backdrop, within a square.</summary>
internal sealed class BarGrid : IDisposable
{
    public const int Side = 400;

    public static readonly Rect Square = new(100, 100, 200, 200);

    private static readonly Scalar Backdrop = new(225, 226, 228), Bar = new(50, 60, 70);

    public BarGrid()
    {
        var pixels = new Mat(Side, Side, MatType.CV_8UC3, Backdrop);
        for (var at = 0; at <= 200; at += 20)
        {
            var start = Math.Min(at, 194);
            pixels[new Rect(Square.X + start, Square.Y, 6, 200)].SetTo(Bar);
            pixels[new Rect(Square.X, Square.Y + start, 200, 6)].SetTo(Bar);
        }

        Photo = new Photo(pixels);
        Cv2.InRange(pixels, Bar, Bar, Bars);
        Gaps[Square].SetTo(Scalar.All(255));
        Gaps.SetTo(Scalar.All(0), Bars);
    }

    public Photo Photo { get; }

    /// <summary><c>CV_8UC1</c>, 255 on the bars.</summary>
    public Mat Bars { get; } = new();

    /// <summary><c>CV_8UC1</c>, 255 between them.</summary>
    public Mat Gaps { get; } = new(Side, Side, MatType.CV_8UC1, Scalar.All(0));

    public void Dispose()
    {
        Photo.Dispose();
        Bars.Dispose();
        Gaps.Dispose();
    }
}
