using System.Numerics;
using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>Collects pixels of one class around a tile.</summary>
internal static class KnownColours
{
    /// <summary>Fewer samples do not make a model.</summary>
    public const int Enough = 60;

    // Pixels looked at per side of the square that is searched.
    private const int Grid = 20;

    // A sample at the square's edge counts e⁻² of one in the middle.
    private const float Fall = -2;

    /// <summary>
    /// Searches a square around the tile that grows until it holds <see cref="Enough"/> or all of the picture.
    /// </summary>
    /// <param name="picture">H × W, <c>CV_8UC3</c>.</param>
    /// <param name="classes">H × W, <c>CV_8UC1</c>.</param>
    /// <param name="tile">Inside of the picture.</param>
    /// <param name="wanted">The class.</param>
    public static List<ColourSample> Around(Mat picture, Mat classes, Rect tile, byte wanted)
    {
        var whole = new Rect(0, 0, picture.Cols, picture.Rows);
        List<ColourSample> found = [];
        for (var reach = tile.Width; ; reach = (reach * 3 / 2) + 1)
        {
            var square = tile;
            square.Inflate(reach, reach);
            var stride = Math.Max(1, square.Width / Grid);
            found.Clear();
            Search(picture, classes, square & whole, stride, wanted, found, tile, reach);
            if (found.Count >= Enough || (square & whole) == whole)
            {
                return found;
            }
        }
    }

    private static void Search(
        Mat picture, Mat classes, Rect square, int stride, byte wanted, List<ColourSample> found, Rect tile, int reach)
    {
        var (cx, cy) = (tile.X + (tile.Width / 2f), tile.Y + (tile.Height / 2f));
        var half = reach + (tile.Width / 2f);
        for (var y = square.Y + (stride / 2); y < square.Bottom; y += stride)
        {
            var kinds = Rows.Of<byte>(classes, y);
            var colours = Rows.Of<Vec3b>(picture, y);
            for (var x = square.X + (stride / 2); x < square.Right; x += stride)
            {
                if (kinds[x] == wanted)
                {
                    var far = (((x - cx) * (x - cx)) + ((y - cy) * (y - cy))) / (half * half);
                    found.Add(new ColourSample(ToVector(colours[x]), x, y, MathF.Exp(Fall * far)));
                }
            }
        }
    }

    public static Vector3 ToVector(Vec3b colour) => new(colour.Item0, colour.Item1, colour.Item2);
}
