using OpenCvSharp;

namespace Pipeline.Measure;

/// <summary>A photo at another size.</summary>
internal static class ScaledPhoto
{
    /// <summary>Writes a JPEG of quality 92.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="megapixels">Of the copy, more or less.</param>
    /// <param name="scaled">File to write.</param>
    public static void Write(string photo, double megapixels, string scaled)
    {
        using var read = Cv2.ImRead(photo, ImreadModes.Color);
        if (read.Empty())
        {
            throw new MeasureException($"{photo} is no photo.");
        }

        var factor = Math.Sqrt(megapixels * 1e6 / ((double)read.Width * read.Height));
        var interpolation = factor < 1 ? InterpolationFlags.Area : InterpolationFlags.Cubic;
        Cv2.Resize(read, read, new Size(), factor, factor, interpolation);
        Cv2.ImWrite(scaled, read, new ImageEncodingParam(ImwriteFlags.JpegQuality, 92));
    }
}
