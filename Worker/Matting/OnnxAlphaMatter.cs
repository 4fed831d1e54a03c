using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Matting;

/// <summary>
/// A matting network made here. It sees the whole picture, since IndexNet looks at all of it at once, and decides the
/// unknown pixels alone. Safe for concurrent use.
/// </summary>
internal sealed class OnnxAlphaMatter(OnnxModel model, IOptions<OnnxMattingOptions> options) : IAlphaMatter
{
    /// <summary>The network halves the picture five times.</summary>
    private const int Multiple = 32;

    private readonly double _maxPixels = options.Value.MaxMegapixels * 1e6;

    /// <inheritdoc/>
    public AlphaMatte Matte(Photo photo, Trimap trimap, CancellationToken cancellation)
    {
        if (photo.Size != trimap.Plane.Size())
        {
            throw new ArgumentException($"Photo {photo.Size} and trimap {trimap.Plane.Size()} differ.", nameof(trimap));
        }

        var plane = trimap.Plane.Clone();
        try
        {
            if (trimap.UnknownCount > 0)
            {
                Decide(photo.Pixels, trimap, plane, cancellation);
            }

            return new AlphaMatte(plane);
        }
        catch
        {
            plane.Dispose();
            throw;
        }
    }

    private void Decide(Mat photo, Trimap trimap, Mat plane, CancellationToken cancellation)
    {
        if ((double)photo.Rows * photo.Cols <= _maxPixels)
        {
            using var alpha = Run(photo, trimap.Plane, cancellation);
            UnknownPixels.Take(plane, (y, x, run) => alpha.AsRows<float>()[y].Slice(x, run.Length).CopyTo(run));
            return;
        }

        using var level = MattingLevel.Shrink(photo, trimap.Plane, photo.Size().Within(_maxPixels));
        using var small = Run(level.Picture, level.Trimap, cancellation);
        using var upsampler = new GuidedUpsampler(level, BandOf(small, level.Trimap));
        UnknownPixels.Take(plane, (y, x, run) => upsampler.Sample(photo, y, x, run));
    }

    private static SolvedBand BandOf(Mat alpha, Mat trimap)
    {
        var index = new BandIndex(trimap);
        var values = new float[index.SlotCount];
        foreach (var run in index.Unknown)
        {
            Rows.Of<float>(alpha, run.Y).Slice(run.X, run.Length).CopyTo(values.AsSpan(run.Slot));
        }

        return new SolvedBand(index, values);
    }

    /// <returns>H × W, <c>CV_32FC1</c>, about 0..1; the caller disposes it.</returns>
    private Mat Run(Mat picture, Mat trimap, CancellationToken cancellation)
    {
        using var paddedPicture = Padded(picture);
        using var paddedTrimap = Padded(trimap);
        var whole = MattingNetwork.Run(model, paddedPicture, paddedTrimap, cancellation);
        using (whole)
        {
            using var part = whole[new Rect(default, picture.Size())];
            return part.Clone();
        }
    }

    private static Mat Padded(Mat plane)
    {
        var padded = new Mat();
        Cv2.CopyMakeBorder(
            plane, padded, 0, Missing(plane.Rows), 0, Missing(plane.Cols), BorderTypes.Replicate);
        return padded;
    }

    private static int Missing(int side) => (Multiple - (side % Multiple)) % Multiple;
}
