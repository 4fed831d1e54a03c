using System.Numerics;
using OpenCvSharp;

namespace Pipeline.Worker.Foreground;

/// <summary>
/// Float working memory for one tile of a level with its halo: both colours and alpha. A pass over one colour of the
/// chessboard carries an error at the halo's rim one pixel inwards, so a halo of two pixels per sweep keeps the tile's
/// own pixels free of it, and tiling does not show.
/// </summary>
internal sealed class ForegroundTile(float regularization, float gradientWeight)
{
    private Rect _area;
    private Vector4[] _picture = [];
    private Vector4[] _foreground = [];
    private Vector4[] _background = [];
    private float[] _alpha = [];

    /// <summary>
    /// Reads an area of a level, and its start from the coarser level, or from two colours at the top.
    /// </summary>
    public void Load(ForegroundLevel level, Rect area, ForegroundLevel? coarser, ForegroundStart? start)
    {
        _area = area;
        var count = area.Width * area.Height;
        if (_alpha.Length < count)
        {
            (_picture, _foreground, _background) = (new Vector4[count], new Vector4[count], new Vector4[count]);
            _alpha = new float[count];
        }

        for (var y = 0; y < area.Height; y++)
        {
            LoadRow(level, y);
            if (coarser is not null)
            {
                StartRow(coarser, y);
            }
        }

        if (coarser is null && start is { } colours)
        {
            _foreground.AsSpan(0, count).Fill(colours.Foreground);
            _background.AsSpan(0, count).Fill(colours.Background);
        }
    }

    /// <summary>One red-black Gauss-Seidel sweep.</summary>
    public void Sweep()
    {
        // The parity is the picture's, not the tile's.
        for (var colour = 0; colour < 2; colour++)
        {
            for (var y = 0; y < _area.Height; y++)
            {
                var up = y > 0 ? -_area.Width : 0;
                var down = y < _area.Height - 1 ? _area.Width : 0;
                for (var x = (_area.X + _area.Y + y + colour) & 1; x < _area.Width; x += 2)
                {
                    Relax((y * _area.Width) + x, up, down, x > 0 ? -1 : 0, x < _area.Width - 1 ? 1 : 0);
                }
            }
        }
    }

    /// <summary>Writes the colours of a tile within the area.</summary>
    /// <param name="tile">In the level's pixels.</param>
    /// <param name="foreground">The level's size, <c>CV_8UC3</c>.</param>
    /// <param name="background">The same.</param>
    public unsafe void Store(Rect tile, Mat foreground, Mat background)
    {
        for (var y = tile.Top; y < tile.Bottom; y++)
        {
            var from = ((y - _area.Y) * _area.Width) + tile.X - _area.X;
            StoreRow(_foreground.AsSpan(from, tile.Width), (byte*)foreground.Ptr(y) + (3 * tile.X));
            StoreRow(_background.AsSpan(from, tile.Width), (byte*)background.Ptr(y) + (3 * tile.X));
        }
    }

    /// <summary>Writes the subject's colour of a tile's fractional pixels only.</summary>
    public unsafe void StoreFractional(Rect tile, Mat alpha, Mat foreground)
    {
        for (var y = tile.Top; y < tile.Bottom; y++)
        {
            var from = ((y - _area.Y) * _area.Width) + tile.X - _area.X;
            var cover = (byte*)alpha.Ptr(y) + tile.X;
            var to = (byte*)foreground.Ptr(y) + (3 * tile.X);
            for (var x = 0; x < tile.Width; x++)
            {
                if (cover[x] is > 0 and < 255)
                {
                    StorePixel(_foreground[from + x], to + (3 * x));
                }
            }
        }
    }

    private unsafe void LoadRow(ForegroundLevel level, int y)
    {
        var colour = (byte*)level.Picture.Ptr(_area.Y + y) + (3 * _area.X);
        var cover = (byte*)level.Alpha.Ptr(_area.Y + y) + _area.X;
        var to = y * _area.Width;
        for (var x = 0; x < _area.Width; x++, colour += 3)
        {
            _picture[to + x] = new Vector4(colour[0], colour[1], colour[2], 0);
            _alpha[to + x] = cover[x] * (1 / 255f);
        }
    }

    private unsafe void StartRow(ForegroundLevel coarser, int y)
    {
        var foreground = (byte*)coarser.Foreground.Ptr((_area.Y + y) / 2);
        var background = (byte*)coarser.Background.Ptr((_area.Y + y) / 2);
        var to = y * _area.Width;
        for (var x = 0; x < _area.Width; x++)
        {
            var from = (_area.X + x) / 2 * 3;
            _foreground[to + x] = new Vector4(foreground[from], foreground[from + 1], foreground[from + 2], 0);
            _background[to + x] = new Vector4(background[from], background[from + 1], background[from + 2], 0);
        }
    }

    /// <summary>Solves one pixel's two colours exactly, its four neighbours being fixed.</summary>
    private void Relax(int i, int up, int down, int left, int right)
    {
        var a = _alpha[i];
        var wUp = Weight(a, i + up);
        var wDown = Weight(a, i + down);
        var wLeft = Weight(a, i + left);
        var wRight = Weight(a, i + right);
        var weight = wUp + wDown + wLeft + wRight;
        var rest = 1 - a;
        var picture = _picture[i];
        var foreground = (picture * a) + (_foreground[i + up] * wUp) + (_foreground[i + down] * wDown)
            + (_foreground[i + left] * wLeft) + (_foreground[i + right] * wRight);
        var background = (picture * rest) + (_background[i + up] * wUp) + (_background[i + down] * wDown)
            + (_background[i + left] * wLeft) + (_background[i + right] * wRight);
        // The determinant of [α² + w, α(1 − α); α(1 − α), (1 − α)² + w] without its cancelling terms.
        var inverse = 1 / (weight * ((a * a) + (rest * rest) + weight));
        var cross = a * rest * inverse;
        var most = new Vector4(255);
        _foreground[i] = Vector4.Clamp(
            (foreground * (((rest * rest) + weight) * inverse)) - (background * cross), Vector4.Zero, most);
        _background[i] = Vector4.Clamp(
            (background * (((a * a) + weight) * inverse)) - (foreground * cross), Vector4.Zero, most);
    }

    private float Weight(float alpha, int neighbour) =>
        regularization + (gradientWeight * MathF.Abs(alpha - _alpha[neighbour]));

    private static unsafe void StoreRow(ReadOnlySpan<Vector4> colours, byte* to)
    {
        for (var x = 0; x < colours.Length; x++)
        {
            StorePixel(colours[x], to + (3 * x));
        }
    }

    private static unsafe void StorePixel(Vector4 colour, byte* to)
    {
        to[0] = (byte)(colour.X + 0.5f);
        to[1] = (byte)(colour.Y + 0.5f);
        to[2] = (byte)(colour.Z + 0.5f);
    }
}
