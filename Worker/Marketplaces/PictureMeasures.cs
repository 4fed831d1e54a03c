using System.Globalization;
using OpenCvSharp;
using Pipeline.Worker.Matting;

namespace Pipeline.Worker.Marketplaces;

/// <summary>The measures that need a decoded picture.</summary>
internal sealed class PictureMeasures : IDisposable
{
    /// <summary>Standard deviation of a channel, in 8-bit levels, to which a backdrop is one plain colour.</summary>
    private const double Plain = 3;

    private static readonly Measured NoProduct =
        Measured.Not("a product cannot be told from a background that is not white");

    private readonly WrittenPicture _picture;
    private readonly Mat? _alpha;
    private readonly Silhouette _seen;
    private readonly bool _isLight;
    private readonly Rect? _box;

    /// <exception cref="ArgumentException">The alpha has another size than the picture.</exception>
    public PictureMeasures(WrittenPicture picture, Mat? alpha)
    {
        if (alpha is not null && alpha.Size() != picture.Pixels.Size())
        {
            throw new ArgumentException("Alpha and picture have one size.", nameof(alpha));
        }

        _picture = picture;
        _alpha = alpha;
        _seen = new Silhouette(picture);
        var ring = FrameRing.Of(picture.Width, picture.Height)
            .Select(at => Rows.Of<byte>(_seen.Background, at.Y)[at.X] != 0 ? 1.0 : 0);
        _isLight = ring.Average() >= 0.5;
        _box = _isLight ? _seen.Box : null;
    }

    public Measured Measure(RuleMeasure measure) => measure switch
    {
        RuleMeasure.WhiteBackground => White(transparentToo: false),
        RuleMeasure.WhiteOrTransparentBackground => White(transparentToo: true),
        RuleMeasure.WhiteOrPhotoBackground => WhiteUnlessPhoto(),
        RuleMeasure.Fill or RuleMeasure.Margin or RuleMeasure.SidesTouched or RuleMeasure.OffCentre =>
            _box is { } box ? OfBox(measure, box) : _isLight ? Measured.Of(-1, "there is no product") : NoProduct,
        RuleMeasure.FrameLines => Number(
            _isLight ? 0 : FrameLines.Count(_picture.Pixels), "{0} sides with a line along them"),
        RuleMeasure.BitDepth => Number(_picture.BitDepth, "{0} bits per channel"),
        RuleMeasure.Frames => Number(_picture.Frames, _picture.Frames == 1 ? "{0} frame" : "{0} frames"),
        RuleMeasure.Orientation => Number(_picture.Orientation, "EXIF orientation {0}"),
        RuleMeasure.ColourSpace => Measured.Of(_picture.ColourSpace),
        _ => OfSize(measure),
    };

    public void Dispose() => _seen.Dispose();

    private Measured OfSize(RuleMeasure measure)
    {
        var (width, height) = (_picture.Width, _picture.Height);
        return measure switch
        {
            RuleMeasure.LongestSide => Number(Math.Max(width, height), "{0} px on the longer side"),
            RuleMeasure.ShortestSide => Number(Math.Min(width, height), "{0} px on the shorter side"),
            RuleMeasure.Width => Number(width, "{0} px wide"),
            RuleMeasure.Height => Number(height, "{0} px high"),
            RuleMeasure.WidthPlusHeight => Number(width + height, "width and height are together {0} px"),
            RuleMeasure.Megapixels => Number(width / 1e6 * height, "{0:0.0} MP"),
            RuleMeasure.Ratio => Number(height / (double)width, "height / width is {0:0.####}"),
            _ => throw new ArgumentOutOfRangeException(nameof(measure)),
        };
    }

    private Measured OfBox(RuleMeasure measure, Rect box)
    {
        var (width, height) = ((double)_picture.Width, (double)_picture.Height);
        var (right, bottom) = (width - box.Right, height - box.Bottom);
        var (across, down) = (100 * box.Width / width, 100 * box.Height / height);
        return measure switch
        {
            RuleMeasure.Fill => Measured.Of(Math.Max(across, down), string.Create(
                CultureInfo.InvariantCulture,
                $"{Math.Max(across, down):0.0} % filled ({across:0.0} % of the width, {down:0.0} % of the height; "
                + $"the box is {across * down / 100:0.0} % of the area)")),
            RuleMeasure.Margin => Number(
                100 * Math.Min(Math.Min(box.Left, right) / width, Math.Min(box.Top, bottom) / height),
                "{0:0.0} % free at the narrowest side"),
            RuleMeasure.SidesTouched => Number(
                new[] { box.Left, box.Top, right, bottom }.Count(free => free == 0),
                "{0} sides touched by the product"),
            RuleMeasure.OffCentre => Number(
                50 * Math.Max(Math.Abs(box.Left - right) / width, Math.Abs(box.Top - bottom) / height),
                "{0:0.0} % off the middle"),
            _ => throw new ArgumentOutOfRangeException(nameof(measure)),
        };
    }

    /// <summary>Rounded down, so that what is not all white never reads as 100 %.</summary>
    private Measured White(bool transparentToo)
    {
        var white = Whiteness.Of(_picture, _seen, _alpha, transparentToo);
        return Measured.Of(white.Percent, string.Create(
            CultureInfo.InvariantCulture,
            $"{Floor(white.Ring):0.##} % of the outermost pixels and {Floor(white.Background):0.##} % of the "
            + $"background are 255,255,255{(transparentToo ? " or transparent" : "")}"));
    }

    private Measured WhiteUnlessPhoto() =>
        _isLight ? White(transparentToo: false)
        : FrameLines.Count(_picture.Pixels) == 4 ? Measured.Not("a drawn frame hides the edge of the background")
        : IsPlain() ? White(transparentToo: false)
        : Measured.Not("the background is not plain; whether it is a photograph has to be looked at");

    private bool IsPlain()
    {
        using var ring = new Mat(2 * (_picture.Width + _picture.Height), 1, MatType.CV_8UC3);
        var count = 0;
        foreach (var (x, y) in FrameRing.Of(_picture.Width, _picture.Height))
        {
            Rows.Of<Vec3b>(ring, count++)[0] = Rows.Of<Vec3b>(_picture.Pixels, y)[x];
        }

        using var seen = ring.RowRange(0, count);
        Cv2.MeanStdDev(seen, out _, out var deviation);
        return Math.Max(deviation[0], Math.Max(deviation[1], deviation[2])) <= Plain;
    }

    private static double Floor(double share) => Math.Floor(share * 10_000) / 100;

    private static Measured Number(double number, string text) =>
        Measured.Of(number, string.Format(CultureInfo.InvariantCulture, text, number));
}
