using OpenCvSharp;
using Pipeline.Worker.Matting;

namespace Pipeline.Worker.Marketplaces;

/// <summary>One byte per square block of pixels; the blocks at the right and the bottom may be cut.</summary>
internal sealed class BlockMap : IDisposable
{
    private readonly int _side;

    private BlockMap(Mat blocks, int side)
    {
        Blocks = blocks;
        _side = side;
    }

    /// <summary><c>CV_8UC1</c>.</summary>
    public Mat Blocks { get; }

    /// <summary>Greatest value of each block.</summary>
    public static BlockMap Greatest(Mat plane, int side)
    {
        var height = plane.Rows;
        var (across, down) = ((plane.Cols + side - 1) / side, (height + side - 1) / side);
        var blocks = new Mat(down, across, MatType.CV_8UC1, Scalar.All(0));
        for (var y = 0; y < height; y++)
        {
            var values = Rows.Of<byte>(plane, y);
            var row = Rows.Of<byte>(blocks, y / side);
            for (var x = 0; x < values.Length; x++)
            {
                row[x / side] = Math.Max(row[x / side], values[x]);
            }
        }

        return new BlockMap(blocks, side);
    }

    /// <summary>The blocks of the pixels of a row.</summary>
    public Span<byte> RowAt(int y) => Rows.Of<byte>(Blocks, y / _side);

    /// <summary>Which of them a column's pixel is in.</summary>
    public int Column(int x) => x / _side;

    /// <summary>
    /// Every block takes the greatest value of those up to so many pixels away, the next one at least.
    /// </summary>
    public void Widen(double pixels)
    {
        var side = (2 * Math.Max(1, (int)Math.Round(pixels / _side))) + 1;
        using var square = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(side, side));
        Cv2.Dilate(Blocks, Blocks, square);
    }

    public void Dispose() => Blocks.Dispose();
}
