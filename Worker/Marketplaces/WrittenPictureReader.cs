using NetVips;
using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Marketplaces;

/// <summary>
/// Decodes a file that is to be verified. As <see cref="ImageDoor"/>, by the first bytes and with that format's own
/// loader, but with more formats, with animations, and with limits that only keep the process alive.
/// </summary>
internal static class WrittenPictureReader
{
    private const double MostMegapixels = 250;
    private const string Chroma = "jpeg-chroma-subsample";

    /// <summary>Decodes all of it.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="format">Of <see cref="FileFormat"/>; null when unknown.</param>
    /// <param name="trouble">Why the result is null, in a sentence.</param>
    /// <returns>Null when it cannot be decoded whole. The caller disposes it.</returns>
    public static WrittenPicture? Read(byte[] file, string? format, out string trouble)
    {
        trouble = "";
        try
        {
            using var stored = Load(file, format);
            if (stored is null)
            {
                trouble = "The file is no JPEG, PNG, WebP, GIF or TIFF picture.";
                return null;
            }

            if ((double)stored.Width * stored.Height > MostMegapixels * 1e6)
            {
                trouble = $"{stored.Width} × {stored.Height} is more than {MostMegapixels} megapixels.";
                return null;
            }

            return Decode(stored, format!);
        }
        catch (VipsException)
        {
            trouble = "The file is truncated or corrupt.";
            return null;
        }
    }

    private static Image? Load(byte[] file, string? format)
    {
        const Enums.Access Rows = Enums.Access.Sequential;
        const Enums.FailOn Errors = Enums.FailOn.Error;
        return format switch
        {
            FileFormat.Jpeg => Image.JpegloadBuffer(file, access: Rows, failOn: Errors),
            FileFormat.Png => Image.PngloadBuffer(file, access: Rows, failOn: Errors),
            FileFormat.WebP => Image.WebploadBuffer(file, access: Rows, failOn: Errors),
            FileFormat.Gif => Image.GifloadBuffer(file, access: Rows, failOn: Errors),
            FileFormat.Tiff => Image.TiffloadBuffer(file, access: Rows, failOn: Errors),
            _ => null,
        };
    }

    private static WrittenPicture Decode(Image stored, string format)
    {
        using var upright = ImageDoor.Upright(stored);
        using var rgb = ToRgb(upright);
        var (pixels, alpha) = ToPlanes(rgb);
        return new WrittenPicture
        {
            Pixels = pixels,
            Alpha = alpha,
            BitDepth = stored.Format is Enums.BandFormat.Uchar ? 8 : stored.Format is Enums.BandFormat.Ushort ? 16 : 32,
            ColourSpace = ColourSpaces.Of(stored),
            Frames = Number(stored, "n-pages", 1),
            Orientation = Number(stored, "orientation", 1),
            BlockSide = BlockSide(stored, format),
        };
    }

    /// <summary>
    /// Lossless files have no blocks; theirs are taken as large, since an edge may be soft. WebP's header does not tell
    /// lossy from lossless, whose blocks are 16.
    /// </summary>
    private static int BlockSide(Image stored, string format) => format switch
    {
        FileFormat.Jpeg => stored.Contains(Chroma) && (string)stored.Get(Chroma) is not "4:4:4" ? 16 : 8,
        FileFormat.WebP => 16,
        _ => 8,
    };

    private static int Number(Image picture, string field, int usual) =>
        picture.Contains(field) ? (int)picture.Get(field) : usual;

    /// <summary>White is 255,255,255 in every RGB profile, so only CMYK goes through one.</summary>
    private static Image ToRgb(Image picture) =>
        picture.Interpretation == Enums.Interpretation.Cmyk
            ? picture.IccTransform("srgb", embedded: true, inputProfile: "cmyk", depth: 8)
            : picture.Colourspace(Enums.Interpretation.Srgb);

    private static (Mat Pixels, Mat? Alpha) ToPlanes(Image rgb)
    {
        using var eightBit = rgb.Cast(Enums.BandFormat.Uchar);
        var memory = eightBit.WriteToMemory<byte>();
        using var all = Mat.FromPixelData(eightBit.Height, eightBit.Width, MatType.CV_8UC(eightBit.Bands), memory);
        var pixels = new Mat(all.Size(), MatType.CV_8UC3);
        Cv2.MixChannels([all], [pixels], [0, 2, 1, 1, 2, 0]);
        if (eightBit.Bands < 4)
        {
            return (pixels, null);
        }

        var alpha = all.ExtractChannel(3);
        OverWhite(pixels, alpha);
        return (pixels, alpha);
    }

    private static void OverWhite(Mat pixels, Mat alpha)
    {
        var height = pixels.Rows;
        for (var y = 0; y < height; y++)
        {
            var colours = Matting.Rows.Of<byte>(pixels, y);
            var cover = Matting.Rows.Of<byte>(alpha, y);
            for (var i = 0; i < colours.Length; i++)
            {
                colours[i] = (byte)(255 - ((((255 - colours[i]) * cover[i / 3]) + 127) / 255));
            }
        }
    }
}
