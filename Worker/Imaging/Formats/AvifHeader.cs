using System.Buffers.Binary;
using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging.Formats;

/// <summary>What libvips does not tell of an AVIF (AV1 Image File Format 1.2; ISO/IEC 14496-12).</summary>
internal static class AvifHeader
{
    private const string NoPicture =
        "The file is an AVIF animation without a still image, which is not supported; convert it to JPEG or PNG.";

    private static readonly long Film = BinaryPrimitives.ReadUInt32BigEndian("moov"u8);
    private static readonly long Stills = BinaryPrimitives.ReadUInt32BigEndian("meta"u8);

    /// <summary>
    /// 2 where the file holds an animation, of which libvips reads the still image beside it, else 1. Further still
    /// images are counted by libvips.
    /// </summary>
    /// <exception cref="JobRejectedException">An animation alone.</exception>
    public static int CountFrames(ReadOnlySpan<byte> file)
    {
        var header = new HeaderBytes(file, isBigEndian: true);
        var (hasFilm, hasStills) = (false, false);
        // Length and type, content. A file that ends early is libvips' to complain of.
        for (long at = 0; at + 8 <= file.Length;)
        {
            var type = header.UInt32(at + 4);
            (hasFilm, hasStills) = (hasFilm || type == Film, hasStills || type == Stills);
            var length = LengthAt(header, at, file.Length);
            if (length < 8 || length > file.Length - at)
            {
                break;
            }

            at += length;
        }

        return hasFilm && !hasStills
            ? throw new JobRejectedException(FailureReason.UnsupportedFormat, NoPicture)
            : hasFilm ? 2 : 1;
    }

    /// <summary>0 means to the end of the file, 1 that 64 bits follow.</summary>
    private static long LengthAt(HeaderBytes header, long at, int end) => header.UInt32(at) switch
    {
        0 => end - at,
        1 => header.UInt64(at + 8),
        var stated => stated,
    };
}
