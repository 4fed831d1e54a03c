using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Matting.Areas;

/// <summary>What a matting network is given of a picture: a function of the trimap and the options alone.</summary>
/// <param name="Area">Never <see cref="MattingArea.Auto"/>.</param>
/// <param name="Extent">The part of the picture that holds all that is unknown, in its pixels.</param>
/// <param name="Working">Size at which that part is matted.</param>
/// <param name="Input">
/// Of each input of the network, multiples of 32: the working size, filled up, or a tile of that.
/// </param>
internal sealed record MattingPlan(MattingArea Area, Rect Extent, Size Working, Size Input)
{
    /// <summary>
    /// IndexNet halves the picture five times. Parts begin at multiples of this too: shifted otherwise against the
    /// picture, each halving would join other pixels.
    /// </summary>
    public const int Multiple = 32;

    /// <param name="trimap">H × W, <c>CV_8UC1</c>: 0, 128, 255, with at least one unknown pixel.</param>
    /// <param name="options">What is allowed.</param>
    public static MattingPlan Of(Mat trimap, OnnxMattingOptions options)
    {
        var picture = new Rect(default, trimap.Size());
        var extent = options.Area == MattingArea.Full ? picture : Box(trimap, options);
        var working = extent.Size.Within(options.MaxMegapixels * 1e6);
        var ceiling = MattingMemory.PixelsIn(options.MaxMebibytes);
        var side = Multiple * (int)(Math.Min(options.TileSide, Math.Sqrt(ceiling)) / Multiple);
        var isTiled = (working.Width > side || working.Height > side)
            && (options.Area == MattingArea.Tiles
                || (options.Area == MattingArea.Auto && Pixels(Filled(working)) > ceiling));
        if (isTiled)
        {
            var whole = Filled(working);
            var tile = new Size(Math.Min(side, whole.Width), Math.Min(side, whole.Height));
            return new MattingPlan(MattingArea.Tiles, extent, working, tile);
        }

        working = Fitting(working, ceiling);
        var area = extent == picture ? MattingArea.Full : MattingArea.Box;
        return new MattingPlan(area, extent, working, Filled(working));
    }

    /// <summary>Filled up to whole multiples.</summary>
    public static Size Filled(Size size) => new(Filled(size.Width), Filled(size.Height));

    /// <summary>The box around all that is unknown, with context.</summary>
    private static Rect Box(Mat trimap, OnnxMattingOptions options)
    {
        var box = UnknownBox(trimap);
        var scale = Math.Sqrt(Math.Min(1, options.MaxMegapixels * 1e6 / Pixels(box.Size)));
        var context = (int)Math.Ceiling(options.Context / scale);
        var (left, width) = Widened(box.X, box.Width, context, trimap.Cols);
        var (top, height) = Widened(box.Y, box.Height, context, trimap.Rows);
        return new Rect(left, top, width, height);
    }

    private static Rect UnknownBox(Mat trimap)
    {
        var rows = trimap.Rows;
        var (left, top, right, bottom) = (trimap.Cols, rows, 0, 0);
        for (var y = 0; y < rows; y++)
        {
            var row = Rows.Of<byte>(trimap, y);
            if (row.IndexOf(Trimap.Unknown) is >= 0 and var first)
            {
                (left, right) = (Math.Min(left, first), Math.Max(right, row.LastIndexOf(Trimap.Unknown) + 1));
                (top, bottom) = (Math.Min(top, y), y + 1);
            }
        }

        return Rect.FromLTRB(left, top, right, bottom);
    }

    /// <summary>
    /// With context on both sides; what the network would see filled up is taken from the picture, where it has that.
    /// </summary>
    private static (int Start, int Length) Widened(int start, int length, int context, int side)
    {
        var first = Math.Max(0, start - context) / Multiple * Multiple;
        var last = Math.Min(side, start + length + context);
        return (first, Math.Min(side - first, Filled(last - first)));
    }

    /// <summary>The size, or the largest of its shape that takes no more pixels filled up.</summary>
    private static Size Fitting(Size size, double pixels)
    {
        var fitting = size;
        for (var budget = pixels; Pixels(Filled(fitting)) > pixels; budget *= 0.98)
        {
            fitting = size.Within(budget);
        }

        return fitting;
    }

    private static int Filled(int side) => (side + Multiple - 1) / Multiple * Multiple;

    private static double Pixels(Size size) => (double)size.Width * size.Height;
}
