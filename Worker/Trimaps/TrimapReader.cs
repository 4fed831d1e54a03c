using Microsoft.Extensions.Options;
using NetVips;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Size = OpenCvSharp.Size;

namespace Pipeline.Worker.Trimaps;

/// <summary>
/// Reads a caller's own trimap. Its pixels are taken as they are stored, without colour management and never resampled:
/// at most 5 is background, at least 250 foreground, everything between is unknown. Of 16 bits the upper 8 count. The
/// grey of a picture in colour is its colour channels, which have to be equal; where those are one value all over and
/// the alpha channel is not, alpha is the trimap, and otherwise alpha is not looked at.
/// </summary>
internal sealed class TrimapReader(IOptions<ImageLimits> limits)
{
    private const int MostBackground = 5;
    private const int LeastForeground = 250;

    /// <summary>What a JPEG may do to equal channels.</summary>
    private const double MostColour = 8;

    private readonly ImageLimits _limits = limits.Value;

    /// <param name="bytes">A file of any format that is accepted for photos.</param>
    /// <param name="photo">Size of the upright photo, which the trimap must have.</param>
    /// <returns>The caller disposes it.</returns>
    /// <exception cref="JobRejectedException">
    /// No such picture, beyond a limit, in colour, or of another size.
    /// </exception>
    public Trimap Read(byte[] bytes, Size photo)
    {
        try
        {
            using var stored = ImageDoor.Open(bytes, _limits);
            using var upright = ImageDoor.Upright(stored);
            RequireSize(upright, photo);
            return new Trimap(Classify(GreyOf(upright)));
        }
        catch (JobRejectedException e) when (e.Reason != FailureReason.TrimapMismatch)
        {
            throw new JobRejectedException(FailureReason.NotATrimap, $"The trimap: {e.Message}", e);
        }
        catch (VipsException e)
        {
            throw new JobRejectedException(FailureReason.NotATrimap, "The trimap is truncated or corrupt.", e);
        }
    }

    private static void RequireSize(Image trimap, Size photo)
    {
        if (trimap.Width != photo.Width || trimap.Height != photo.Height)
        {
            throw new JobRejectedException(
                FailureReason.TrimapMismatch,
                $"The trimap is {trimap.Width} × {trimap.Height}, the upright photo {photo.Width} × {photo.Height}.");
        }
    }

    /// <returns>H × W, <c>CV_8UC1</c>, as stored.</returns>
    private static Mat GreyOf(Image picture)
    {
        if (picture.Interpretation == Enums.Interpretation.Cmyk)
        {
            throw new JobRejectedException(FailureReason.NotATrimap, "Printing colours, not grey.");
        }

        using var eightBit = picture.Cast(Enums.BandFormat.Uchar, shift: picture.Format == Enums.BandFormat.Ushort);
        var memory = eightBit.WriteToMemory(out ulong _);
        try
        {
            using var planes = Mat.FromPixelData(
                eightBit.Height, eightBit.Width, MatType.CV_8UC(eightBit.Bands), memory);
            return GreyOf(planes, picture.HasAlpha() ? eightBit.Bands - 1 : eightBit.Bands);
        }
        finally
        {
            NetVips.NetVips.Free(memory);
        }
    }

    private static Mat GreyOf(Mat planes, int colours)
    {
        var grey = planes.ExtractChannel(0);
        for (var c = 1; c < colours; c++)
        {
            using var other = planes.ExtractChannel(c);
            if (Cv2.Norm(grey, other, NormTypes.INF) > MostColour)
            {
                grey.Dispose();
                throw new JobRejectedException(FailureReason.NotATrimap, "A picture in colour, not grey.");
            }
        }

        if (colours == planes.Channels() || !IsOneValue(grey))
        {
            return grey;
        }

        var alpha = planes.ExtractChannel(colours);
        var (chosen, unused) = IsOneValue(alpha) ? (grey, alpha) : (alpha, grey);
        unused.Dispose();
        return chosen;
    }

    private static bool IsOneValue(Mat plane)
    {
        Cv2.MinMaxIdx(plane, out var least, out var most);
        return least == most;
    }

    /// <summary>In place.</summary>
    private static Mat Classify(Mat grey)
    {
        var levels = new byte[256];
        levels.AsSpan().Fill(Trimap.Unknown);
        Array.Fill(levels, Trimap.Background, 0, MostBackground + 1);
        levels.AsSpan(LeastForeground).Fill(Trimap.Foreground);
        Cv2.LUT(grey, levels, grey);
        return grey;
    }
}
