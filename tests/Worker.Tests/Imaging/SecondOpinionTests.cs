using ImageMagick;
using OpenCvSharp;
using Pipeline.Corpus;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Imaging;

/// <summary>Colours as another library decodes and converts them, with its own profile of sRGB.</summary>
public sealed class SecondOpinionTests
{
    /// <summary>Rounding in two places: in the mean, and at any channel of any pixel.</summary>
    private const double MeanTolerance = 1;
    private const double MostTolerance = 4;

    private static readonly Chart Chart = Chart.Make(120, 81);

    private static readonly Dictionary<string, ValidFile> Files = ValidFiles.All(Chart).ToDictionary(file => file.Name);

    [Theory]
    [InlineData("jpeg-p3.jpg")]
    [InlineData("png-p3.png")]
    [InlineData("png-adobe-rgb.png")]
    [InlineData("jpeg-cmyk.jpg")]
    [InlineData("tiff-cmyk.tif")]
    [InlineData("tiff-alpha-premultiplied.tif")]
    [InlineData("gif-interlaced.gif")]
    [InlineData("bmp-rle4.bmp")]
    [InlineData("bmp-rle8.bmp")]
    [InlineData("bmp-565.bmp")]
    public void Another_library_sees_the_same_colours(string name) => AssertAgreement(Files[name].Bytes);

    [Fact]
    public void Another_librarys_cmyk_is_read_as_it_reads_it_itself()
    {
        using var picture = new MagickImage(Files["jpeg-cmyk.jpg"].Bytes) { Quality = 98 };

        foreach (var format in new[] { MagickFormat.Jpeg, MagickFormat.Tiff })
        {
            AssertAgreement(picture.ToByteArray(format));
        }
    }

    [Theory]
    [InlineData(CompressionMethod.NoCompression)]
    [InlineData(CompressionMethod.LZW)]
    [InlineData(CompressionMethod.Zip)]
    public void Another_librarys_tiffs_are_read_in_strips_tiles_and_planes(CompressionMethod compression)
    {
        foreach (var kind in new[] { ColorType.TrueColor, ColorType.Grayscale, ColorType.Palette, ColorType.Bilevel })
        {
            foreach (var (isTiled, isPlanar) in new[] { (false, false), (true, false), (false, true), (true, true) })
            {
                using var picture = new MagickImage(Files["png.png"].Bytes) { ColorType = kind };
                picture.Settings.Compression = compression;
                picture.Settings.Interlace = isPlanar ? Interlace.Plane : Interlace.NoInterlace;
                if (isTiled)
                {
                    picture.Settings.SetDefine("tiff:tile-geometry", "32x32");
                }

                AssertAgreement(picture.ToByteArray(MagickFormat.Tiff));
            }
        }
    }

    private static void AssertAgreement(byte[] file)
    {
        using var photo = Decoding.Decode(file);
        using var expected = ByMagick(file);

        Assert.Equal(expected.Size(), photo.Size);
        Assert.InRange(Cv2.Norm(expected, photo.Pixels, NormTypes.L1) / expected.Total() / 3, 0, MeanTolerance);
        Assert.InRange(Pictures.GreatestDifference(expected, photo.Pixels), 0, MostTolerance);
    }

    private static Mat ByMagick(byte[] file)
    {
        using var picture = new MagickImage(file);
        if (picture.GetColorProfile() is { } profile)
        {
            picture.RenderingIntent = RenderingIntent.Relative;
            picture.BlackPointCompensation = true;
            Assert.True(picture.TransformColorSpace(profile, ColorProfiles.SRGB));
        }

        picture.ColorSpace = ColorSpace.sRGB;
        using var pixels = picture.GetPixels();
        using var view = Mat.FromPixelData(
            (int)picture.Height, (int)picture.Width, MatType.CV_8UC3, pixels.ToByteArray(PixelMapping.BGR)!);
        return view.Clone();
    }
}
