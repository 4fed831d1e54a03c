using OpenCvSharp;
using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging;

/// <summary>
/// Coverage of the subject per pixel, at the photo's size. One 8-bit plane, because that is what every output holds and
/// a float plane of a 100 megapixel photo would take 400 MB; floats live inside the matters.
/// </summary>
internal sealed class AlphaMatte : IDisposable
{
    /// <param name="plane">H × W, <c>CV_8UC1</c>, 0 none .. 255 all. Ownership passes to the matte.</param>
    /// <exception cref="ArgumentException">Another type, or empty.</exception>
    public AlphaMatte(Mat plane)
    {
        if (plane.Empty() || plane.Type() != MatType.CV_8UC1)
        {
            throw new ArgumentException($"A matte is CV_8UC1, not {plane.Type()}.", nameof(plane));
        }

        Plane = plane;
    }

    /// <summary>H × W, <c>CV_8UC1</c>, 0 none .. 255 all.</summary>
    public Mat Plane { get; }

    /// <summary>What a matting network was given; null where none was asked.</summary>
    public NetworkMatting? Network { get; init; }

    public void Dispose() => Plane.Dispose();
}
