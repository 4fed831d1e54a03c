using OpenCvSharp;
using Pipeline.Worker.Matting;

namespace Pipeline.Worker.Marketplaces;

/// <summary>
/// What is product and what is background in a picture on white, from its pixels alone. A pixel's darkness is 255 less
/// its darkest channel.
/// <list type="bullet">
/// <item>Background: what hangs together with the frame and has darkness 0..4, and what hangs together with a pixel of
/// the frame and has darkness 1..24 (an off-white backdrop).</item>
/// <item>Product: what is not background and darker than 4 and than a fifth of the darkest pixel of its block, which
/// leaves out the ringing of JPEG; groups of touching blocks with less than 1/100,000 of the picture's pixels in them
/// are dirt on the background instead.</item>
/// </list>
/// </summary>
internal sealed class Silhouette : IDisposable
{
    public const byte Set = 255;

    /// <summary>Darker than this, a pixel is no fault of a white background.</summary>
    public const byte AlmostWhite = 4;

    private const byte OffWhite = 24;
    private const int RingingShare = 5;
    private const double DirtShare = 1e-5;

    public Silhouette(WrittenPicture picture)
    {
        Darkness = DarknessOf(picture.Pixels);
        Background = FromFrame(Darkness, 0, AlmostWhite);
        using var offWhite = FromFrame(Darkness, 1, OffWhite);
        Cv2.BitwiseOr(Background, offWhite, Background);
        Product = ProductOf(Darkness, Background, picture.BlockSide);
        MoveDirt(Product, Background, picture.BlockSide);
    }

    /// <summary>H × W, <c>CV_8UC1</c>.</summary>
    public Mat Darkness { get; }

    /// <summary>H × W, <c>CV_8UC1</c>, 0 or 255; dirt belongs to it.</summary>
    public Mat Background { get; }

    /// <summary>H × W, <c>CV_8UC1</c>, 0 or 255.</summary>
    public Mat Product { get; }

    /// <summary>The smallest upright box around the product; null without one.</summary>
    public Rect? Box
    {
        get
        {
            var box = Cv2.BoundingRect(Product);
            return box.Width > 0 && box.Height > 0 ? box : null;
        }
    }

    public void Dispose()
    {
        Darkness.Dispose();
        Background.Dispose();
        Product.Dispose();
    }

    private static Mat DarknessOf(Mat pixels)
    {
        var darkness = new Mat(pixels.Size(), MatType.CV_8UC1);
        var height = pixels.Rows;
        for (var y = 0; y < height; y++)
        {
            var colours = Rows.Of<byte>(pixels, y);
            var dark = Rows.Of<byte>(darkness, y);
            for (var x = 0; x < dark.Length; x++)
            {
                dark[x] = (byte)(255 - Math.Min(colours[3 * x], Math.Min(colours[(3 * x) + 1], colours[(3 * x) + 2])));
            }
        }

        return darkness;
    }

    /// <summary>What has a darkness between two and hangs together, by sides, with the frame.</summary>
    private static Mat FromFrame(Mat darkness, byte least, byte most)
    {
        const byte Reached = 128;
        using var open = new Mat();
        Cv2.InRange(darkness, new Scalar(least), new Scalar(most), open);
        // A rim around the picture joins all of its edges.
        using var rimmed = new Mat();
        Cv2.CopyMakeBorder(open, rimmed, 1, 1, 1, 1, BorderTypes.Constant, Scalar.All(Set));
        Cv2.FloodFill(rimmed, new Point(0, 0), Scalar.All(Reached));
        using var inside = new Mat(rimmed, new Rect(1, 1, darkness.Cols, darkness.Rows));
        var reached = new Mat();
        Cv2.Compare(inside, Scalar.All(Reached), reached, CmpTypes.EQ);
        return reached;
    }

    private static Mat ProductOf(Mat darkness, Mat background, int side)
    {
        var product = new Mat(darkness.Size(), MatType.CV_8UC1, Scalar.All(0));
        using var darkest = BlockMap.Greatest(darkness, side);
        var height = darkness.Rows;
        for (var y = 0; y < height; y++)
        {
            var dark = Rows.Of<byte>(darkness, y);
            var back = Rows.Of<byte>(background, y);
            var front = Rows.Of<byte>(product, y);
            var blocks = darkest.RowAt(y);
            for (var x = 0; x < dark.Length; x++)
            {
                var seen = Math.Max(AlmostWhite, blocks[darkest.Column(x)] / RingingShare);
                front[x] = back[x] == 0 && dark[x] > seen ? Set : (byte)0;
            }
        }

        return product;
    }

    private static void MoveDirt(Mat product, Mat background, int side)
    {
        using var blocks = BlockMap.Greatest(product, side);
        using var labels = new Mat();
        var count = Cv2.ConnectedComponents(blocks.Blocks, labels);
        var pixels = new int[count];
        ForEach(product, side, labels, (group, _, _) => pixels[group]++);
        var least = product.Total() * DirtShare;
        ForEach(product, side, labels, (group, x, y) =>
        {
            if (pixels[group] < least)
            {
                Rows.Of<byte>(product, y)[x] = 0;
                Rows.Of<byte>(background, y)[x] = Set;
            }
        });
    }

    /// <summary>Every pixel of the product with the label of its block.</summary>
    private static void ForEach(Mat product, int side, Mat labels, Action<int, int, int> see)
    {
        var height = product.Rows;
        for (var y = 0; y < height; y++)
        {
            var front = Rows.Of<byte>(product, y);
            var groups = Rows.Of<int>(labels, y / side);
            for (var x = 0; x < front.Length; x++)
            {
                if (front[x] != 0)
                {
                    see(groups[x / side], x, y);
                }
            }
        }
    }
}
