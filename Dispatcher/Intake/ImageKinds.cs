using System.Buffers.Binary;
using System.Text;

namespace Pipeline.Dispatcher.Intake;

/// <summary>
/// Tells images from other files, and the kinds of images apart, by the first bytes of a file. No pixel is decoded here:
/// a damaged file of a known kind is still of that kind. Workers tell the same kinds for themselves; SVG and PNM, which are
/// texts or begin with two letters, only they.
/// </summary>
internal static class ImageKinds
{
    /// <summary>Bytes from the start of a file that are enough to tell; of a shorter file, all.</summary>
    public const int Start = 256;

    private const string Convert = "convert it to JPEG or PNG.";
    private const string Develop = "develop it with a raw converter and export it as JPEG, PNG or TIFF.";
    private const string Flatten = "open it in an image editor and export it as PNG or TIFF.";

    private static readonly ImageKind Gif = new("a GIF image");
    private static readonly ImageKind Bmp = new("a BMP image");
    private static readonly ImageKind WebP = new("a WebP image");
    private static readonly ImageKind Tiff = new("a TIFF image");
    private static readonly ImageKind Avif = new("an AVIF image");
    private static readonly ImageKind Heic = new("a HEIC image", Convert);
    private static readonly ImageKind Heif = new("a HEIF image", Convert);
    private static readonly ImageKind JpegXl = new("a JPEG XL image", Convert);
    private static readonly ImageKind Jpeg2000 = new("a JPEG 2000 image", Convert);
    private static readonly ImageKind Raw = new("a camera raw photo", Develop);

    /// <summary>Kinds that all of their files begin alike.</summary>
    private static readonly (byte[] Start, ImageKind Kind)[] Signatures =
    [
        ([0xFF, 0xD8, 0xFF], new ImageKind("a JPEG image")),
        ([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n'], new ImageKind("a PNG image")),
        ([.. "GIF87a"u8], Gif),
        ([.. "GIF89a"u8], Gif),
        ([.. "8BPS"u8], new ImageKind("a Photoshop file", Flatten)),
        ([.. "gimp xcf"u8], new ImageKind("a GIMP file", Flatten)),
        ([.. "#?RADIANCE"u8], new ImageKind("a Radiance HDR image", Convert)),
        ([0x76, 0x2F, 0x31, 0x01], new ImageKind("an OpenEXR image", Convert)),
        ([.. "II"u8, 0xBC, 0x01], new ImageKind("a JPEG XR image", Convert)),
        ([.. "qoif"u8], new ImageKind("a QOI image", Convert)),
        ([0, 0, 0, 12, .. "JXL \r\n"u8, 0x87, (byte)'\n'], JpegXl),
        ([0, 0, 0, 12, .. "jP  \r\n"u8, 0x87, (byte)'\n'], Jpeg2000),
        ([0xFF, 0x4F, 0xFF, 0x51], Jpeg2000),
        ([.. "FUJIFILMCCD-RAW"u8], Raw),
        ([.. "IIRO"u8], Raw),
        ([.. "IIRS"u8], Raw),
        ([.. "MMOR"u8], Raw),
        ([.. "IIU\0"u8], Raw),
        ([.. "FOVb"u8], Raw),
        ([.. "\0MRM"u8], Raw),
        ([.. "II\u001A\0\0\0HEAPCCDR"u8], Raw),
    ];

    /// <summary>Brands of HEIF files in other codecs than HEVC and AV1, or in any.</summary>
    private static readonly string[] AnyCodec = ["mif1", "mif2", "msf1", "avci", "avcs", "j2ki", "j2is", "jpeg", "jpgs", "vvic"];

    /// <summary>Extensions of raw files that are TIFF files with a thumbnail in the place of the picture.</summary>
    private static readonly string[] TiffRaw =
    [
        ".3fr", ".arw", ".cr2", ".dcr", ".dng", ".erf", ".fff", ".iiq", ".kdc", ".mef", ".mos", ".nef", ".nrw", ".pef", ".sr2",
        ".srw",
    ];

    /// <param name="start">The first <see cref="Start"/> bytes of the file.</param>
    /// <param name="name">
    /// The file's name. It only decides where the bytes do not: a raw file may begin as any TIFF, and two bytes are too
    /// few to tell a bare JPEG XL stream.
    /// </param>
    /// <returns>Null for what is no image of a known kind.</returns>
    public static ImageKind? Of(ReadOnlySpan<byte> start, string name)
    {
        foreach (var (bytes, kind) in Signatures)
        {
            if (start.StartsWith(bytes))
            {
                return kind;
            }
        }

        return start switch
        {
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebP,
            // Two letters are a weak mark, so the size of the second header counts with them.
            [(byte)'B', (byte)'M', _, _, _, _, _, _, _, _, _, _, _, _, 12 or 40 or 52 or 56 or 64 or 108 or 124, 0, 0, 0, ..] => Bmp,
            [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => OfTiff(start, name),
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', _, _, _, _, ..] => OfBrands(start),
            [0xFF, 0x0A, ..] when HasExtension(name, ".jxl") => JpegXl,
            _ => null,
        };
    }

    private static ImageKind OfTiff(ReadOnlySpan<byte> start, string name) =>
        start is [_, _, _, _, _, _, _, _, (byte)'C', (byte)'R', ..] || TiffRaw.Any(raw => HasExtension(name, raw)) ? Raw : Tiff;

    /// <summary>
    /// A file of boxes (ISO/IEC 14496-12): its first box names the main brand and those it is compatible with. Videos are
    /// such files too.
    /// </summary>
    private static ImageKind? OfBrands(ReadOnlySpan<byte> start)
    {
        const int MainBrand = 8;
        const int Brands = 16;
        var end = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(start), (uint)start.Length);
        var kind = OfBrand(start.Slice(MainBrand, 4));
        for (var at = Brands; kind is null && at + 4 <= end; at += 4)
        {
            kind = OfBrand(start.Slice(at, 4));
        }

        return kind ?? (AnyCodec.Contains(Encoding.ASCII.GetString(start.Slice(MainBrand, 4))) ? Heif : null);
    }

    private static ImageKind? OfBrand(ReadOnlySpan<byte> brand) =>
        brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8) ? Avif
        : brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) ? Heic
        : brand.SequenceEqual("crx "u8) ? Raw
        : null;

    private static bool HasExtension(string name, string extension) =>
        name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
