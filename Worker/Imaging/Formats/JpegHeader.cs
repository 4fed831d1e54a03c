using System.Buffers.Binary;

namespace Pipeline.Worker.Imaging.Formats;

/// <summary>What libvips does not tell of a JPEG before it decodes it.</summary>
internal static class JpegHeader
{
    private const byte Mark = 0xFF;
    private const byte StartOfScan = 0xDA;

    /// <summary>
    /// Passes over the picture (ITU-T T.81, annex B). A progressive file has about ten, and a few hundred bytes can
    /// ask for as many passes over every pixel as they like.
    /// </summary>
    public static int CountScans(ReadOnlySpan<byte> file)
    {
        var scans = 0;
        for (var at = 2; NextMarker(file, ref at);)
        {
            var marker = file[at - 1];
            scans += marker == StartOfScan ? 1 : 0;
            // Markers without a length: fill, restarts, start and end of an image, and 01.
            if (marker is not (Mark or 0x01 or (>= 0xD0 and <= 0xD9)))
            {
                at += at + 2 <= file.Length ? BinaryPrimitives.ReadUInt16BigEndian(file[at..]) : 2;
            }
        }

        return scans;
    }

    /// <summary>Steps behind the next marker, over entropy-coded data, in which 00 follows each FF.</summary>
    private static bool NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        while (at < file.Length)
        {
            var found = file[at..].IndexOf(Mark);
            if (found < 0 || at + found + 1 >= file.Length)
            {
                return false;
            }

            at += found + 1;
            if (file[at] is not (0 or Mark))
            {
                at++;
                return true;
            }
        }

        return false;
    }
}
