using NetVips;

namespace Pipeline.Worker.Imaging.Formats;

/// <summary>Opens a JPEG, also one that lacks only the mark with which it should end.</summary>
internal static class JpegLoader
{
    private const int FillBytes = 64;

    private static ReadOnlySpan<byte> EndOfImage => [0xFF, 0xD9];

    /// <exception cref="JobRejectedException">
    /// Beyond a limit, of a kind that libjpeg does not decode, or without its last pixels.
    /// </exception>
    /// <exception cref="VipsException">Damaged.</exception>
    public static Image Open(byte[] file, ImageLimits limits)
    {
        var header = JpegHeader.Read(file);
        header.RequireSupported();
        if (header is { Width: > 0, Height: > 0 })
        {
            limits.CheckSize(header.Width, header.Height, header.Scans);
        }

        if (header.HasEnd || header.Scans == 0)
        {
            return Load(file);
        }

        // Half of the mark may be there.
        var pixels = file[^1] == EndOfImage[0] ? file[..^1] : file;
        RequireWhole(pixels);
        return Load([.. pixels, .. EndOfImage]);
    }

    /// <summary>
    /// libjpeg ignores what follows the last pixel, and makes missing pixels of it. So two files with different bytes
    /// behind them show the same picture only where no pixel is missing.
    /// </summary>
    private static void RequireWhole(byte[] pixels)
    {
        using var one = Load([.. pixels, .. Enumerable.Repeat((byte)0x00, FillBytes), .. EndOfImage]);
        using var other = Load([.. pixels, .. Enumerable.Repeat((byte)0xAA, FillBytes), .. EndOfImage]);
        using var signed = one.Subtract(other);
        using var difference = signed.Abs();
        if (difference.Max() > 0)
        {
            throw HeaderBytes.Damaged("The JPEG ends before its last pixel.");
        }
    }

    private static Image Load(byte[] file) =>
        Image.JpegloadBuffer(file, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
}
