using System.Text;
using Pipeline.Dispatcher.Intake;

namespace Pipeline.Dispatcher.Tests.Intake;

public sealed class ImageKindsTests
{
    [Theory]
    [InlineData("FFD8FFE000104A464946", "a", "a JPEG image")]
    [InlineData("89504E470D0A1A0A0000000D49484452", "a", "a PNG image")]
    [InlineData("474946383961", "a", "a GIF image")]
    [InlineData("52494646FFFFFFFF57454250", "a", "a WebP image")]
    [InlineData("49492A0008000000", "a", "a TIFF image")]
    [InlineData("4D4D002A00000008", "a", "a TIFF image")]
    [InlineData("49492B000800000000000000", "a", "a TIFF image")]
    [InlineData("424D00000000000000000000000028000000", "a", "a BMP image")]
    public void Formats_that_are_decoded_are_told_by_the_first_bytes(string start, string name, string expected)
    {
        var kind = ImageKinds.Of(Convert.FromHexString(start), name)!;

        Assert.Equal((expected, true), (kind.Name, kind.IsDecodable));
    }

    [Theory]
    [InlineData("avif", "mif1miaf", "an AVIF image", true)]
    [InlineData("mif1", "miafavif", "an AVIF image", true)]
    [InlineData("heic", "mif1heic", "a HEIC image", false)]
    [InlineData("mif1", "heic", "a HEIC image", false)]
    [InlineData("mif1", "miaf", "a HEIF image", false)]
    [InlineData("avci", "", "a HEIF image", false)]
    [InlineData("crx ", "isom", "a camera raw photo", false)]
    public void Files_of_boxes_are_told_by_their_brands(string main, string compatible, string expected, bool isDecodable)
    {
        var kind = ImageKinds.Of(Boxes(main, compatible), "a")!;

        Assert.Equal((expected, isDecodable), (kind.Name, kind.IsDecodable));
    }

    [Theory]
    [InlineData("384250530001", "a", "a Photoshop file")]
    [InlineData("67696D7020786366", "a", "a GIMP file")]
    [InlineData("233F52414449414E4345", "a", "a Radiance HDR image")]
    [InlineData("762F3101", "a", "an OpenEXR image")]
    [InlineData("4949BC01", "a", "a JPEG XR image")]
    [InlineData("716F6966", "a", "a QOI image")]
    [InlineData("0000000C4A584C200D0A870A", "a", "a JPEG XL image")]
    [InlineData("FF0A", "a.jxl", "a JPEG XL image")]
    [InlineData("0000000C6A5020200D0A870A", "a", "a JPEG 2000 image")]
    [InlineData("FF4FFF51", "a", "a JPEG 2000 image")]
    [InlineData("49492A00100000004352", "a", "a camera raw photo")]
    [InlineData("49492A0008000000", "a.NEF", "a camera raw photo")]
    [InlineData("49495500", "a", "a camera raw photo")]
    [InlineData("46554A4946494C4D4343442D524157", "a", "a camera raw photo")]
    public void Formats_that_are_not_decoded_are_told_too_and_say_what_to_do(string start, string name, string expected)
    {
        var kind = ImageKinds.Of(Convert.FromHexString(start), name)!;

        Assert.Equal((expected, false), (kind.Name, kind.IsDecodable));
        Assert.StartsWith($"The file is {expected}, which is not supported; ", kind.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_films_and_short_files_are_no_images()
    {
        byte[][] files =
        [
            [], [0xFF, 0xD8], [0xFF, 0x0A], [.. "BM is a fine day, and a text"u8], [.. "RIFF\0\0\0\0WAVE"u8],
            Boxes("isom", "mp41avc1"), Boxes("qt  ", ""), [.. "<?xml version='1.0'?>"u8], new byte[ImageKinds.Start],
        ];

        Assert.All(files, file => Assert.Null(ImageKinds.Of(file, "a.txt")));
    }

    private static byte[] Boxes(string main, string compatible) =>
    [
        0, 0, 0, (byte)(16 + compatible.Length), .. "ftyp"u8, .. Encoding.ASCII.GetBytes(main), 0, 0, 0, 0,
        .. Encoding.ASCII.GetBytes(compatible), .. "heicheic"u8,
    ];
}
