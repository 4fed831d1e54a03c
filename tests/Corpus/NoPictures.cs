using System.IO.Compression;
using System.Text;
using Pipeline.Contracts;

namespace Pipeline.Corpus;

/// <summary>Files of other kinds under a photo's name, and beginnings of pictures with nothing behind them.</summary>
internal static class NoPictures
{
    public static IEnumerable<HostileFile> All() =>
        Others().Select(other => new HostileFile(other.Name, other.Bytes, FailureReason.NotAnImage))
            .Concat(Unsupported().Select(other => new HostileFile(other.Name, other.Bytes, FailureReason.UnsupportedFormat)))
            .Concat(MarksOnly());

    private static IEnumerable<(string Name, byte[] Bytes)> Others()
    {
        yield return ("empty.jpg", []);
        yield return ("one-byte.jpg", [0xFF]);
        yield return ("zeros.png", new byte[4096]);
        yield return ("text.jpg", Ascii("This is a text, whatever its name says."));
        yield return ("bmw.bmp", Ascii("BMW is a maker of cars and not a bitmap."));
        yield return ("page.png", Ascii("<!DOCTYPE html><html><body><img src=x onerror=alert(1)></body></html>"));
        yield return (
            "external.jpg", Ascii("<!DOCTYPE s [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>"));
        yield return ("document.jpg", Ascii("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF"));
        yield return ("script.jpg", Ascii("%!PS-Adobe-3.0\n(/etc/passwd) (r) file"));
        yield return (
            "vector.jpg", Ascii("push graphic-context\nfill 'url(http://localhost/x\"|ls \")'\npop graphic-context"));
        yield return ("archive.jpg", Zip());
        yield return ("compressed.tif", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        yield return ("film.gif", [0, 0, 0, 24, .. Ascii("ftypisom"), .. new byte[64]]);
        yield return ("program.png", [0x7F, .. Ascii("ELF"), 2, 1, 1, .. new byte[64]]);
        yield return ("windows.bmp", [.. Ascii("MZ"), .. new byte[126]]);
        yield return ("icon.bmp", [0, 0, 1, 0, 1, 0, 16, 16, .. new byte[64]]);
        yield return ("vips.tif", [0x08, 0xF2, 0xA6, 0xB6, .. new byte[128]]);
        yield return ("matrix.bmp", Ascii("3 3\n1 2 3\n4 5 6\n7 8 9\n"));
        yield return ("sound.webp", [.. Ascii("RIFF"), 36, 0, 0, 0, .. Ascii("WAVEfmt "), .. new byte[64]]);
    }

    /// <summary>Image formats that are known and not decoded.</summary>
    private static IEnumerable<(string Name, byte[] Bytes)> Unsupported()
    {
        yield return (
            "drawing.webp", Ascii("<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>"));
        yield return ("phone.jpg", [0, 0, 0, 24, .. Ascii("ftypheic"), .. new byte[64]]);
        yield return ("layers.tif", [.. Ascii("8BPS"), 0, 1, .. new byte[64]]);
        yield return ("jpeg2000.jpg", [0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20, 0x0D, 0x0A, 0x87, 0x0A, .. new byte[64]]);
        yield return ("jpegxl.jpg", [0xFF, 0x0A, .. new byte[64]]);
        yield return ("radiance.tif", Ascii("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 9 +X 9\n"));
        yield return ("portable.bmp", Ascii("P6 9999999 9999999 255\n"));
        yield return ("raw.tif", [.. Ascii("IIRO"), .. new byte[64]]);
        yield return ("mng.png", [0x8A, .. Ascii("MNG"), 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[64]]);
        yield return ("photoshop-big.jpg", [.. Ascii("8BPS"), 0, 2, .. new byte[64]]);
        yield return ("phone-generic.jpg", [0, 0, 0, 24, .. Ascii("ftypmif1"), 0, 0, 0, 0, .. Ascii("mif1heic"), .. new byte[64]]);
        yield return ("canon.tif", [0, 0, 0, 24, .. Ascii("ftypcrx "), .. new byte[64]]);
        yield return ("canon-old.tif", [.. Ascii("II"), 42, 0, 16, 0, 0, 0, .. Ascii("CR"), 2, 0, .. new byte[64]]);
        yield return ("fuji.jpg", [.. Ascii("FUJIFILMCCD-RAW 0201"), .. new byte[64]]);
        yield return ("panasonic.tif", [.. Ascii("IIU"), 0, .. new byte[64]]);
        yield return ("jpegxl-boxed.jpg", [0, 0, 0, 12, .. Ascii("JXL "), 0x0D, 0x0A, 0x87, 0x0A, .. new byte[64]]);
        yield return ("jpeg2000-bare.jpg", [0xFF, 0x4F, 0xFF, 0x51, .. new byte[64]]);
        yield return ("xr.tif", [.. Ascii("II"), 0xBC, 1, .. new byte[64]]);
        yield return ("gimp.png", [.. Ascii("gimp xcf v011"), .. new byte[64]]);
    }

    private static IEnumerable<HostileFile> MarksOnly()
    {
        yield return new("mark.jpg", [0xFF, 0xD8, 0xFF], FailureReason.Damaged);
        yield return new("mark.png", [0x89, .. Ascii("PNG"), 0x0D, 0x0A, 0x1A, 0x0A], FailureReason.Damaged);
        yield return new("mark.webp", [.. Ascii("RIFF"), 4, 0, 0, 0, .. Ascii("WEBP")], FailureReason.Damaged);
        yield return new("mark.tif", [.. Ascii("II"), 42, 0], FailureReason.Damaged);
        yield return new("mark-big.tif", [.. Ascii("MM"), 0, 43], FailureReason.Damaged);
        yield return new("mark.avif", [0, 0, 0, 24, .. Ascii("ftypavif"), .. new byte[64]], FailureReason.Damaged);
        yield return new("mark.gif", Ascii("GIF89a"), FailureReason.Damaged);
        yield return new("mark.bmp", [.. Ascii("BM"), .. new byte[12], 40, 0, 0, 0], FailureReason.Damaged);
    }

    private static byte[] Zip()
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("../../photo.jpg").Open();
            entry.Write(Ascii("no photo"));
        }

        return memory.ToArray();
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
