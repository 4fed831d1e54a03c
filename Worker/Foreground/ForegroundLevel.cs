using OpenCvSharp;

namespace Pipeline.Worker.Foreground;

/// <summary>
/// One level of the pyramid: picture and alpha, the two colours once they are found, and the tiles in which they are
/// wanted. The rest of the planes is neither written nor read.
/// </summary>
internal sealed class ForegroundLevel : IDisposable
{
    private const int TileSide = 96;

    private readonly bool _ownsInput;
    private readonly SortedSet<int> _wanted = [];

    /// <summary>The finest level, over planes that stay the caller's: wanted where alpha is fractional.</summary>
    public ForegroundLevel(Mat picture, Mat alpha)
    {
        Picture = picture;
        Alpha = alpha;
        var rows = alpha.Rows;
        for (var y = 0; y < rows; y++)
        {
            MarkFractional(y);
        }
    }

    private ForegroundLevel(ForegroundLevel finer, int halo)
    {
        var size = new Size((finer.Picture.Cols + 1) / 2, (finer.Picture.Rows + 1) / 2);
        _ownsInput = true;
        Picture = new Mat();
        Alpha = new Mat();
        Cv2.Resize(finer.Picture, Picture, size, interpolation: InterpolationFlags.Area);
        Cv2.Resize(finer.Alpha, Alpha, size, interpolation: InterpolationFlags.Area);
        foreach (var tile in finer.Tiles())
        {
            Mark(finer.Inflate(tile, halo));
        }
    }

    /// <summary>h × w, <c>CV_8UC3</c>.</summary>
    public Mat Picture { get; }

    /// <summary>h × w, <c>CV_8UC1</c>.</summary>
    public Mat Alpha { get; }

    /// <summary>h × w, <c>CV_8UC3</c>, once <see cref="Allocate"/> was called.</summary>
    public Mat Foreground { get; } = new();

    /// <summary>h × w, <c>CV_8UC3</c>, once <see cref="Allocate"/> was called.</summary>
    public Mat Background { get; } = new();

    public int LongerSide => Math.Max(Picture.Cols, Picture.Rows);

    /// <summary>Half this level, wanted wherever a tile of this one with its halo reads it.</summary>
    public ForegroundLevel Coarser(int halo) => new(this, halo);

    /// <summary>The wanted tiles, in raster order.</summary>
    public Rect[] Tiles()
    {
        var frame = new Rect(0, 0, Picture.Cols, Picture.Rows);
        return
        [
            .. _wanted.Select(i =>
                new Rect(i % Across * TileSide, i / Across * TileSide, TileSide, TileSide) & frame),
        ];
    }

    /// <summary>A rectangle grown by a halo, within the picture.</summary>
    public Rect Inflate(Rect area, int halo)
    {
        area.Inflate(halo, halo);
        return area & new Rect(0, 0, Picture.Cols, Picture.Rows);
    }

    /// <summary>Makes the colour planes, without touching their pages.</summary>
    public void Allocate()
    {
        Foreground.Create(Picture.Size(), MatType.CV_8UC3);
        Background.Create(Picture.Size(), MatType.CV_8UC3);
    }

    public void Dispose()
    {
        Foreground.Dispose();
        Background.Dispose();
        if (_ownsInput)
        {
            Picture.Dispose();
            Alpha.Dispose();
        }
    }

    private int Across => (Picture.Cols + TileSide - 1) / TileSide;

    private void MarkFractional(int y)
    {
        var row = PixelRow(y);
        for (var x = 0; x < row.Length;)
        {
            var fraction = row[x..].IndexOfAnyExcept((byte)0, (byte)255);
            if (fraction < 0)
            {
                return;
            }

            var column = (x + fraction) / TileSide;
            _wanted.Add((y / TileSide * Across) + column);
            x = (column + 1) * TileSide;
        }
    }

    private unsafe ReadOnlySpan<byte> PixelRow(int y) => new((byte*)Alpha.Ptr(y), Alpha.Cols);

    /// <summary>Marks the tiles under a rectangle of the finer level.</summary>
    private void Mark(Rect finer)
    {
        for (var row = finer.Top / 2 / TileSide; row <= (finer.Bottom - 1) / 2 / TileSide; row++)
        {
            for (var column = finer.Left / 2 / TileSide; column <= (finer.Right - 1) / 2 / TileSide; column++)
            {
                _wanted.Add((row * Across) + column);
            }
        }
    }
}
