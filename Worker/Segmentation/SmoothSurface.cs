namespace Pipeline.Worker.Segmentation;

/// <summary>
/// A smooth colour surface over the picture: per channel a polynomial in x and y, fitted robustly to chosen pixels.
/// It is held by products of Chebyshev polynomials, which stay apart numerically where powers do not.
/// </summary>
internal sealed class SmoothSurface
{
    private const int MostOrder = 8;
    private const int Channels = 3;
    private readonly WorkingPicture _picture;
    private readonly double[] _across;
    private readonly double[] _down;
    private (int X, int Y)[] _terms = [];
    private double[][] _coefficients = [];

    public SmoothSurface(WorkingPicture picture)
    {
        _picture = picture;
        _across = Chebyshev(picture.Width);
        _down = Chebyshev(picture.Height);
    }

    /// <summary>L, a, b of the surface at a pixel.</summary>
    public (double L, double A, double B) At(int pixel)
    {
        Span<double> basis = stackalloc double[_terms.Length];
        Basis(pixel, _terms, basis);
        double l = 0, a = 0, b = 0;
        for (var t = 0; t < basis.Length; t++)
        {
            l += _coefficients[0][t] * basis[t];
            a += _coefficients[1][t] * basis[t];
            b += _coefficients[2][t] * basis[t];
        }

        return (l, a, b);
    }

    /// <summary>ΔE of a pixel from the surface.</summary>
    public double Residual(int pixel)
    {
        var (l, a, b) = At(pixel);
        var lab = _picture.Lab.AsSpan(Channels * pixel, Channels);
        return Math.Sqrt(((lab[0] - l) * (lab[0] - l)) + ((lab[1] - a) * (lab[1] - a)) + ((lab[2] - b) * (lab[2] - b)));
    }

    /// <summary>Fits anew; each pixel's say depends on how far it is off the surface fitted before.</summary>
    /// <param name="pixels">The pixels to fit to.</param>
    /// <param name="across">Order in x, at most 8.</param>
    /// <param name="down">Order in y, at most 8; mixed terms lie below the line between the two.</param>
    /// <param name="scale">ΔE beyond which a pixel loses its say.</param>
    public void Fit(int[] pixels, int across, int down, double scale)
    {
        var terms = Terms(across, down);
        var count = terms.Length;
        var normal = new double[count, count + Channels];
        Span<double> basis = stackalloc double[count];
        foreach (var i in pixels)
        {
            // Geman–McClure: what is far off the surface has no say.
            var off = _terms.Length == 0 ? 0 : Residual(i) / scale;
            var weight = 1 / ((1 + (off * off)) * (1 + (off * off)));
            Basis(i, terms, basis);
            for (var r = 0; r < count; r++)
            {
                var value = weight * basis[r];
                for (var c = r; c < count; c++)
                {
                    normal[r, c] += value * basis[c];
                }

                for (var c = 0; c < Channels; c++)
                {
                    normal[r, count + c] += value * _picture.Lab[(Channels * i) + c];
                }
            }
        }

        _coefficients = Solve(normal, count);
        _terms = terms;
    }

    /// <summary>T0..T8 at every pixel centre of one axis, −1..1, order after order.</summary>
    private static double[] Chebyshev(int length)
    {
        var values = new double[(MostOrder + 1) * length];
        for (var i = 0; i < length; i++)
        {
            var x = (2 * (i + 0.5) / length) - 1;
            (values[i], values[length + i]) = (1, x);
            for (var n = 2; n <= MostOrder; n++)
            {
                values[(n * length) + i] = (2 * x * values[((n - 1) * length) + i]) - values[((n - 2) * length) + i];
            }
        }

        return values;
    }

    private static (int X, int Y)[] Terms(int across, int down) =>
    [
        .. Enumerable.Range(0, across + 1).SelectMany(x => Enumerable.Range(0, down + 1).Select(y => (X: x, Y: y)))
            .Where(t => (t.X * down) + (t.Y * across) <= across * down).OrderBy(t => t.X + t.Y)
    ];

    private void Basis(int pixel, (int X, int Y)[] terms, Span<double> basis)
    {
        int x = pixel % _picture.Width, y = pixel / _picture.Width;
        for (var t = 0; t < terms.Length; t++)
        {
            basis[t] = _across[(terms[t].X * _picture.Width) + x] * _down[(terms[t].Y * _picture.Height) + y];
        }
    }

    /// <summary>
    /// Ridge-regularised normal equations, upper half given, with three right-hand sides, by elimination.
    /// </summary>
    private static double[][] Solve(double[,] a, int n)
    {
        var ridge = 1e-4 * a[0, 0];
        for (var p = 1; p < n; p++)
        {
            a[p, p] += ridge;
            for (var c = 0; c < p; c++)
            {
                a[p, c] = a[c, p];
            }
        }

        for (var p = 0; p < n; p++)
        {
            for (var r = 0; r < n; r++)
            {
                var factor = r == p ? 0 : a[r, p] / Math.Max(a[p, p], 1e-12);
                for (var c = p; c < n + Channels && factor != 0; c++)
                {
                    a[r, c] -= factor * a[p, c];
                }
            }
        }

        return [.. Enumerable.Range(0, Channels).Select(k =>
            Enumerable.Range(0, n).Select(p => a[p, n + k] / Math.Max(a[p, p], 1e-12)).ToArray())];
    }
}
