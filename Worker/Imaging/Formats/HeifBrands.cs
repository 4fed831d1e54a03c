using System.Buffers.Binary;

namespace Pipeline.Worker.Imaging.Formats;

/// <summary>Reads the file type box with which HEIF, AVIF and CR3 files begin.</summary>
internal static class HeifBrands
{
    /// <summary>More brands than any writer lists.</summary>
    private const int MostBytes = 256;

    /// <returns>Null for films and everything else.</returns>
    public static HeifKind? Find(ReadOnlySpan<byte> file)
    {
        if (file.Length < 16 || !file[4..8].SequenceEqual("ftyp"u8))
        {
            return null;
        }

        // The major brand comes first; the four bytes behind it are a version.
        var kind = KindOf(file[8..12]);
        var length = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(file), Math.Min(file.Length, MostBytes));
        for (var at = 16; at + 4 <= length && kind is null or HeifKind.Heif; at += 4)
        {
            var other = KindOf(file.Slice(at, 4));
            kind = other is HeifKind.Avif or HeifKind.Heic ? other : kind ?? other;
        }

        return kind;
    }

    private static HeifKind? KindOf(ReadOnlySpan<byte> brand) => System.Text.Encoding.ASCII.GetString(brand) switch
    {
        "avif" or "avis" => HeifKind.Avif,
        "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "hevm" or "hevs" => HeifKind.Heic,
        "mif1" or "mif2" or "msf1" or "avci" or "avcs" or "j2ki" or "j2is" or "jpeg" or "jpgs" or "vvic" => HeifKind.Heif,
        "crx " => HeifKind.Cr3,
        _ => null,
    };
}
