using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Matting;

/// <summary>
/// The reference's matting, its faults included: the whole picture whatever its size, stretched by bicubic
/// interpolation to multiples of 32 instead of padded, alpha stretched back likewise and cut off to 8 bits instead of
/// rounded.
/// </summary>
/// <param name="model">IndexNet, taking floats, since bicubic interpolation leaves what lies beyond 0..255.</param>
internal sealed class ReferenceMatter(OnnxModel model) : IAlphaMatter
{
    private const int Multiple = 32;

    /// <inheritdoc/>
    public AlphaMatte Matte(Photo photo, Trimap trimap, CancellationToken cancellation)
    {
        if (photo.Size != trimap.Plane.Size())
        {
            throw new ArgumentException($"Photo {photo.Size} and trimap {trimap.Plane.Size()} differ.", nameof(trimap));
        }

        using var picture = Stretch(photo.Pixels);
        using var known = Stretch(trimap);
        using var raw = MattingNetwork.Run(model, picture, known, cancellation);
        return new AlphaMatte(Finish(raw, trimap))
        {
            Network = new NetworkMatting
            {
                Area = "full",
                Width = picture.Width,
                Height = picture.Height,
                Inputs = 1,
                Scale = 1,
            },
        };
    }

    /// <summary>Floats in 0..255 and a little beyond.</summary>
    internal static Mat Stretch(Mat photo)
    {
        using var floats = new Mat();
        photo.ConvertTo(floats, MatType.CV_32FC3);
        var stretched = new Mat();
        Cv2.Resize(floats, stretched, SizeFor(photo.Size()), interpolation: InterpolationFlags.Cubic);
        return stretched;
    }

    internal static Mat Stretch(Trimap trimap)
    {
        var stretched = new Mat();
        Cv2.Resize(
            trimap.Plane, stretched, SizeFor(trimap.Plane.Size()), interpolation: InterpolationFlags.Nearest);
        return stretched;
    }

    /// <summary>From the network's answer to the matte.</summary>
    internal static Mat Finish(Mat raw, Trimap trimap)
    {
        using var alpha = new Mat();
        Cv2.Resize(raw, alpha, trimap.Plane.Size(), interpolation: InterpolationFlags.Cubic);
        var plane = trimap.Plane.Clone();
        var rows = plane.Rows;
        for (var y = 0; y < rows; y++)
        {
            CutOff(Rows.Of<float>(alpha, y), Rows.Of<byte>(plane, y));
        }

        return plane;
    }

    private static void CutOff(ReadOnlySpan<float> alpha, Span<byte> levels)
    {
        for (var x = 0; x < levels.Length; x++)
        {
            levels[x] = levels[x] == Trimap.Unknown ? (byte)(Math.Clamp((double)alpha[x], 0, 1) * 255) : levels[x];
        }
    }

    private static Size SizeFor(Size photo) => new(UpToMultiple(photo.Width), UpToMultiple(photo.Height));

    private static int UpToMultiple(int side) => (side + Multiple - 1) / Multiple * Multiple;
}
