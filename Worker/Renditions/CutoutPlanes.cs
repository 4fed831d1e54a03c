using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Renditions;

/// <summary>What every rendition of a photo is made from. All planes have the photo's size.</summary>
/// <param name="Colours">
/// The photo after <see cref="Compositor.Compose"/>: straight colours, black where alpha is 0.
/// </param>
/// <param name="Alpha">How much the subject covers.</param>
internal sealed record CutoutPlanes(Photo Colours, AlphaMatte Alpha) : IDisposable
{
    /// <summary>
    /// The segmenter's probability, <c>CV_8UC1</c>; null unless asked for, and with a supplied trimap.
    /// </summary>
    public Mat? Mask { get; init; }

    /// <summary><c>CV_8UC1</c>, 0, 128 and 255; null unless asked for.</summary>
    public Mat? Trimap { get; init; }

    private Rect? _box;

    /// <summary>
    /// Bounding box of everything that is not wholly transparent; alpha does not change after the first look.
    /// </summary>
    public Rect SubjectBox => _box ??= Cv2.BoundingRect(Alpha.Plane);

    /// <summary>Not photo and matte, which were there before.</summary>
    public void Dispose()
    {
        Mask?.Dispose();
        Trimap?.Dispose();
    }
}
