using NetVips;
using OpenCvSharp;

namespace Pipeline.Worker.Tests.Marketplaces;

/// <summary>A drawn product picture and how it is written; what a test changes is what is wrong.</summary>
internal sealed record ProductFile
{
    /// <summary>How many products <see cref="Products"/> draws.</summary>
    public const int Kinds = 10;

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Share of the frame, 0..1, that the product's box fills in the direction where it fills more.</summary>
    public required double Fill { get; init; }

    /// <summary>Which of <see cref="Kinds"/> products.</summary>
    public int Kind { get; init; }

    /// <summary>Off the middle, in shares of the width.</summary>
    public double Shift { get; init; }

    public Scalar Backdrop { get; init; } = Scalar.All(255);

    /// <summary>A backdrop of many colours in place of a plain one.</summary>
    public bool IsPhoto { get; init; }

    /// <summary>Black lines along all four edges.</summary>
    public bool HasFrame { get; init; }

    /// <summary>JPEG, PNG, PNG16, WebP, GIF, GIF2 (two frames) or AVIF (its first bytes only).</summary>
    public string Format { get; init; } = "JPEG";

    public int Quality { get; init; } = 92;

    public bool IsGrey { get; init; }

    public int Orientation { get; init; } = 1;

    /// <summary>What follows the picture until the file is this long.</summary>
    public long Padded { get; init; }

    /// <summary>Share of the file that is kept.</summary>
    public double Kept { get; init; } = 1;

    public string Name { get; init; } = "shoe.jpg";

    public byte[] Write()
    {
        if (Format == "AVIF")
        {
            return [0, 0, 0, 28, .. "ftypavif"u8];
        }

        using var pixels = Draw();
        using var image = ToImage(pixels);
        var file = Encode(image);
        Array.Resize(ref file, (int)Math.Max(Padded, Kept * file.Length));
        return file;
    }

    /// <summary>8-bit BGR.</summary>
    public Mat Draw()
    {
        var pixels = new Mat(Height, Width, MatType.CV_8UC3, Backdrop);
        if (IsPhoto)
        {
            using var small = new Mat(2, 2, MatType.CV_8UC3);
            small.SetArray<Vec3b>([new(60, 90, 200), new(200, 190, 70), new(90, 160, 90), new(180, 80, 120)]);
            Cv2.Resize(small, pixels, pixels.Size());
        }

        Products.Draw(pixels, Kind, Box());
        if (HasFrame)
        {
            Cv2.Rectangle(pixels, new Rect(0, 0, Width, Height), Scalar.All(0), 21);
        }

        return pixels;
    }

    private Rect Box()
    {
        var aspect = Products.AspectOf(Kind);
        var width = (int)Math.Round(Math.Min(Fill * Width, Fill * Height * aspect));
        var height = (int)Math.Round(Math.Min(Fill * Height, Fill * Width / aspect));
        var left = ((Width - width) / 2) + (int)(Shift * Width);
        return new Rect(Math.Clamp(left, 0, Width - width), (Height - height) / 2, width, height);
    }

    private Image ToImage(Mat pixels)
    {
        using var rgb = pixels.CvtColor(IsGrey ? ColorConversionCodes.BGR2GRAY : ColorConversionCodes.BGR2RGB);
        var values = new byte[rgb.Total() * rgb.Channels()];
        System.Runtime.InteropServices.Marshal.Copy(rgb.Data, values, 0, values.Length);
        using var bare = Image.NewFromMemory(values, Width, Height, rgb.Channels(), Enums.BandFormat.Uchar);
        return bare.Copy(interpretation: IsGrey ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb);
    }

    private byte[] Encode(Image image) => Format switch
    {
        "JPEG" => image
            .Mutate(picture => picture.Set(GValue.GIntType, "orientation", Orientation))
            .JpegsaveBuffer(q: Quality, subsampleMode: Enums.ForeignSubsample.Off),
        "PNG" => image.PngsaveBuffer(compression: 1),
        "PNG16" => image.Colourspace(Enums.Interpretation.Rgb16).PngsaveBuffer(compression: 1, bitdepth: 16),
        "WebP" => image.WebpsaveBuffer(lossless: true, effort: 0),
        "GIF" => image.GifsaveBuffer(effort: 1),
        // Frames that are equal would be written as one.
        "GIF2" => image.Join(image.Invert().Invert().Linear([0.9], [25.5], uchar: true), Enums.Direction.Vertical)
            .Mutate(picture => picture.Set(GValue.GIntType, "page-height", Height))
            .GifsaveBuffer(effort: 1),
        _ => throw new InvalidOperationException(Format),
    };
}
