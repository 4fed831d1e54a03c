using System.Numerics;
using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>
/// Brings an alpha that was solved on a smaller picture up under the guidance of a larger one (fast guided filter, He
/// and Sun 2015): in each small window alpha is fitted as a linear function of colour, the functions are averaged,
/// interpolated and applied to the large picture's colours. Works in tiles that touch the unknown band.
/// </summary>
internal sealed class GuidedUpsampler : IDisposable
{
    private const int Tile = 128;
    private const int Channels = 4;

    private const int MomentCount = 13;

    // Half side of the windows, small pixels.
    private const int Radius = 1;

    // Regularisation for colours in 0..255 (1e-5 for 0..1).
    private const double Epsilon = 1e-5 * 255 * 255;

    private static readonly Size Window = new((2 * Radius) + 1, (2 * Radius) + 1);

    private readonly Mat _picture;

    // h × w, CV_32FC4: weights of B, G, R in 0..255 and the constant, which is alpha itself where no tile is fitted.
    private readonly Mat _functions;

    /// <param name="level">The smaller picture; read while the upsampler lives.</param>
    /// <param name="solved">Its band with alpha.</param>
    public GuidedUpsampler(MattingLevel level, SolvedBand solved)
    {
        _picture = level.Picture;
        using var alpha = ToPlane(level.Trimap, solved);
        _functions = new Mat(_picture.Rows, _picture.Cols, MatType.CV_32FC4, Scalar.All(0));
        Cv2.InsertChannel(alpha, _functions, 3);
        var tiles = TilesOf(solved.Index);
        Parallel.For(0, tiles.Length, i => Fit(alpha, tiles[i]));
    }

    /// <summary>Alpha, 0..1, of consecutive pixels of one row of the large picture.</summary>
    /// <param name="large">H × W, <c>CV_8UC3</c>.</param>
    /// <param name="y">Row in it.</param>
    /// <param name="x">First column.</param>
    /// <param name="alpha">Receives as many as it holds.</param>
    public unsafe void Sample(Mat large, int y, int x, Span<float> alpha)
    {
        var (scaleX, scaleY) = ((float)_picture.Cols / large.Cols, (float)_picture.Rows / large.Rows);
        var (y0, y1, fy) = Neighbours(y, scaleY, _picture.Rows);
        var upper = (float*)_functions.Ptr(y0);
        var lower = (float*)_functions.Ptr(y1);
        var colour = (byte*)large.Ptr(y) + (3 * x);
        for (var i = 0; i < alpha.Length; i++, colour += 3)
        {
            var (x0, x1, fx) = Neighbours(x + i, scaleX, _picture.Cols);
            var top = Mix(Load(upper, x0), Load(upper, x1), fx);
            var bottom = Mix(Load(lower, x0), Load(lower, x1), fx);
            var function = Mix(top, bottom, fy);
            var pixel = new Vector4(colour[0], colour[1], colour[2], 1);
            alpha[i] = Math.Clamp(Vector4.Dot(function, pixel), 0, 1);
        }
    }

    public void Dispose() => _functions.Dispose();

    private static unsafe Vector4 Load(float* row, int x) =>
        *(Vector4*)(row + (Channels * x));

    private static Vector4 Mix(Vector4 a, Vector4 b, float share) =>
        a + ((b - a) * share);

    /// <summary>The small pixels around a large one's centre, and the share of the second.</summary>
    private static (int First, int Second, float Share) Neighbours(int position, float scale, int size)
    {
        var small = Math.Clamp(((position + 0.5f) * scale) - 0.5f, 0, size - 1);
        var first = (int)small;
        return (first, Math.Min(first + 1, size - 1), small - first);
    }

    private static Mat ToPlane(Mat trimap, SolvedBand solved)
    {
        var plane = new Mat();
        trimap.ConvertTo(plane, MatType.CV_32FC1, 1 / 255.0);
        foreach (var run in solved.Index.Unknown)
        {
            var to = Rows.Of<float>(plane, run.Y).Slice(run.X, run.Length);
            var from = solved.Alpha.AsSpan(run.Slot, run.Length);
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = Math.Clamp(from[i], 0, 1);
            }
        }

        return plane;
    }

    private static Rect[] TilesOf(BandIndex index)
    {
        var across = (index.Width + Tile - 1) / Tile;
        var touched = new SortedSet<int>();
        foreach (var run in index.Unknown)
        {
            var (top, bottom) = (Math.Max(0, run.Y - 2) / Tile, Math.Min(index.Height - 1, run.Y + 2) / Tile);
            var (left, right) = (Math.Max(0, run.X - 2), Math.Min(index.Width - 1, run.X + run.Length + 1));
            for (var column = left / Tile; column <= right / Tile; column++)
            {
                touched.Add((top * across) + column);
                touched.Add((bottom * across) + column);
            }
        }

        var picture = new Rect(0, 0, index.Width, index.Height);
        return [.. touched.Select(i => new Rect(i % across * Tile, i / across * Tile, Tile, Tile) & picture)];
    }

    private unsafe void Fit(Mat alpha, Rect tile)
    {
        var halo = tile;
        halo.Inflate(2 * Radius, 2 * Radius);
        halo &= new Rect(0, 0, _picture.Cols, _picture.Rows);
        using var moments = Moments(alpha, halo);
        using var means = new Mat();
        Cv2.BoxFilter(moments, means, -1, Window, borderType: BorderTypes.Replicate);
        using var functions = new Mat(halo.Height, halo.Width, MatType.CV_32FC4);
        for (var y = 0; y < halo.Height; y++)
        {
            var from = (double*)means.Ptr(y);
            var to = (float*)functions.Ptr(y);
            for (var x = 0; x < halo.Width; x++)
            {
                Regress(from + (MomentCount * x), to + (Channels * x));
            }
        }

        using var averaged = new Mat();
        Cv2.BoxFilter(functions, averaged, -1, Window, borderType: BorderTypes.Replicate);
        using var inner = averaged[new Rect(tile.X - halo.X, tile.Y - halo.Y, tile.Width, tile.Height)];
        using var target = _functions[tile];
        inner.CopyTo(target);
    }

    /// <summary>Per pixel B, G, R, BB, BG, BR, GG, GR, RR, α, αB, αG, αR.</summary>
    private unsafe Mat Moments(Mat plane, Rect area)
    {
        var moments = new Mat(area.Height, area.Width, MatType.MakeType(MatType.CV_64F, MomentCount));
        for (var y = 0; y < area.Height; y++)
        {
            var colour = (byte*)_picture.Ptr(area.Y + y) + (3 * area.X);
            var alpha = (float*)plane.Ptr(area.Y + y) + area.X;
            var to = (double*)moments.Ptr(y);
            for (var x = 0; x < area.Width; x++, colour += 3, to += MomentCount)
            {
                double b = colour[0], g = colour[1], r = colour[2], a = alpha[x];
                (to[0], to[1], to[2]) = (b, g, r);
                (to[3], to[4], to[5], to[6], to[7], to[8]) = (b * b, b * g, b * r, g * g, g * r, r * r);
                (to[9], to[10], to[11], to[12]) = (a, a * b, a * g, a * r);
            }
        }

        return moments;
    }

    private unsafe void Regress(double* m, float* function)
    {
        double bb = m[3] - (m[0] * m[0]) + Epsilon, bg = m[4] - (m[0] * m[1]), br = m[5] - (m[0] * m[2]);
        double gg = m[6] - (m[1] * m[1]) + Epsilon, gr = m[7] - (m[1] * m[2]);
        double rr = m[8] - (m[2] * m[2]) + Epsilon;
        double ab = m[10] - (m[9] * m[0]), ag = m[11] - (m[9] * m[1]), ar = m[12] - (m[9] * m[2]);
        var inverse = new Adjugate(bb, bg, br, gg, gr, rr);
        var (b, g, r) = inverse.Times(ab, ag, ar, 1 / inverse.Determinant);
        (function[0], function[1], function[2]) = ((float)b, (float)g, (float)r);
        function[3] = (float)(m[9] - (b * m[0]) - (g * m[1]) - (r * m[2]));
    }
}
