using OpenCvSharp;
using Pipeline.Worker.Matting;

namespace Pipeline.Worker.Marketplaces;

/// <summary>
/// How much of a background is exactly white. Where a block (8 × 8 pixels; 16 × 16 with subsampled chroma and in WebP)
/// holds a part of the product, the format mixes both, so such blocks are not judged; without the true alpha their
/// neighbours are not either, because nothing else tells the last of a soft edge from the background. In the outermost
/// ring of pixels only the product's own blocks are left out, and where they are more than half of it, none.
/// </summary>
/// <param name="Ring">Share of the outermost ring that is white, 0..1.</param>
/// <param name="Background">Share of the judged background that is white, 0..1; 0 where there is none.</param>
internal sealed record Whiteness(double Ring, double Background)
{
    /// <summary>
    /// Share of the longer side within which what is not white may be the product's soft edge: hair, blur, or an edge
    /// that was enlarged. Only the alpha could tell.
    /// </summary>
    private const double SoftEdge = 0.016;

    /// <summary>The smaller one, in per cent.</summary>
    public double Percent => 100 * Math.Min(Ring, Background);

    /// <param name="picture">To be measured.</param>
    /// <param name="seen">Product and background as the pixels show them.</param>
    /// <param name="alpha">
    /// H × W, <c>CV_8UC1</c>: above 0 is product, all else is background. Null: <paramref name="seen"/> decides.
    /// </param>
    /// <param name="transparentToo">Whether what the file leaves transparent is as good as white.</param>
    public static Whiteness Of(WrittenPicture picture, Silhouette seen, Mat? alpha, bool transparentToo)
    {
        using var white = WhiteOf(picture, seen, transparentToo);
        using var product = alpha is null ? seen.Product.Clone() : InRange(alpha, 1, 255);
        using var background = alpha is null ? seen.Background.Clone() : InRange(alpha, 0, 0);
        using var blocks = BlockMap.Greatest(product, picture.BlockSide);
        var ring = RingShare(white, blocks);
        if (alpha is null)
        {
            blocks.Widen(SoftEdge * Math.Max(product.Cols, product.Rows));
        }

        return new Whiteness(ring, Share(white, background, blocks));
    }

    private static Mat WhiteOf(WrittenPicture picture, Silhouette seen, bool transparentToo)
    {
        var white = InRange(seen.Darkness, 0, 0);
        if (picture.Alpha is { } cover && !transparentToo)
        {
            using var opaque = InRange(cover, 255, 255);
            Cv2.BitwiseAnd(white, opaque, white);
        }

        return white;
    }

    private static double RingShare(Mat white, BlockMap blocks)
    {
        var (good, bad, touched) = (0, 0, 0);
        foreach (var (x, y) in FrameRing.Of(white.Cols, white.Rows))
        {
            if (Rows.Of<byte>(white, y)[x] != 0)
            {
                good++;
            }
            else if (blocks.RowAt(y)[blocks.Column(x)] != 0)
            {
                touched++;
            }
            else
            {
                bad++;
            }
        }

        var isSeen = touched <= good + bad;
        return good / (double)(isSeen ? good + bad : good + bad + touched);
    }

    private static double Share(Mat white, Mat background, BlockMap blocks)
    {
        var (good, all) = (0L, 0L);
        var height = white.Rows;
        for (var y = 0; y < height; y++)
        {
            var isWhite = Rows.Of<byte>(white, y);
            var isBackground = Rows.Of<byte>(background, y);
            var isEdge = blocks.RowAt(y);
            for (var x = 0; x < isWhite.Length; x++)
            {
                if (isBackground[x] != 0 && isEdge[blocks.Column(x)] == 0)
                {
                    all++;
                    good += isWhite[x] & 1;
                }
            }
        }

        return all == 0 ? 0 : good / (double)all;
    }

    private static Mat InRange(Mat plane, byte least, byte most)
    {
        var inside = new Mat();
        Cv2.InRange(plane, new Scalar(least), new Scalar(most), inside);
        return inside;
    }
}
