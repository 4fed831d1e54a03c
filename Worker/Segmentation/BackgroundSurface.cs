namespace Pipeline.Worker.Segmentation;

/// <summary>
/// The studio behind the subject: one smooth colour surface, a low-order polynomial in x and y per channel, fitted
/// robustly first to the picture's frame and then to whatever else lies on it. Whether there is such a surface at all
/// is told by <see cref="Plainness"/>.
/// </summary>
internal sealed class BackgroundSurface
{
    /// <summary>ΔE that sensor, compression and a swept backdrop leave in a plain background.</summary>
    private const double LeastSpread = 1;

    /// <summary>So many spreads off the surface a pixel is as likely subject as background.</summary>
    private const float SurelyOff = 4;
    private const float EvidencePerE = 3;
    private readonly WorkingPicture _picture;
    private double[][] _coefficients = [];
    private int _order;

    public BackgroundSurface(WorkingPicture picture)
    {
        _picture = picture;
        var frame = Frame();
        // From a constant over a plane to a bowl, each start taken from the last, so that outliers cannot bend it.
        var spread = 20.0;
        foreach (var order in (int[])[0, 1, 2, 2, 2, 2])
        {
            Fit(frame, order, 2 * spread);
            spread = Math.Max(LeastSpread, Spread(frame));
        }

        var on = Share(frame, 3 * spread);
        var grid = Grid();
        foreach (var order in (int[])[2, 3, 4])
        {
            Fit(grid, order, 2 * spread);
        }

        FrameSpread = Math.Max(LeastSpread, Spread(frame));
        Plainness = (float)(Math.Clamp((on - 0.8) / 0.18, 0, 1) * Math.Clamp((6 - FrameSpread) / 3, 0, 1));
    }

    /// <summary>0 where the frame is no one smooth surface, 1 where it clearly is.</summary>
    public float Plainness { get; }

    /// <summary>Usual ΔE of the frame from the surface.</summary>
    public double FrameSpread { get; }

    /// <summary>L, a, b of the surface at a pixel.</summary>
    public (double L, double A, double B) At(int pixel)
    {
        Span<double> basis = stackalloc double[15];
        var terms = Basis(pixel, _order, basis);
        double l = 0, a = 0, b = 0;
        for (var t = 0; t < terms; t++)
        {
            l += _coefficients[0][t] * basis[t];
            a += _coefficients[1][t] * basis[t];
            b += _coefficients[2][t] * basis[t];
        }

        return (l, a, b);
    }

    /// <summary>ΔE of a pixel from the surface.</summary>
    public float Residual(int pixel) => Length(Offset(pixel));

    /// <summary>
    /// Log odds of being subject from the distance to the surface. A darker pixel of the same hue may be shadow, so
    /// some of its darkness is forgiven.
    /// </summary>
    public float Evidence(int pixel)
    {
        var (l, a, b) = Offset(pixel);
        var off = Length((l < 0 ? Math.Max(0.75 * l, l + 5) : l, a, b));
        return Math.Clamp(EvidencePerE * MathF.Log((off + 0.1f) / (float)(SurelyOff * FrameSpread)), -4, 4);
    }

    private static float Length((double L, double A, double B) offset) =>
        (float)Math.Sqrt((offset.L * offset.L) + (offset.A * offset.A) + (offset.B * offset.B));

    private (double L, double A, double B) Offset(int pixel)
    {
        var (l, a, b) = At(pixel);
        return (_picture.Lab[3 * pixel] - l, _picture.Lab[(3 * pixel) + 1] - a, _picture.Lab[(3 * pixel) + 2] - b);
    }

    /// <summary>Share of the frame that lies on the surface; the bottom, which may cut a subject, does not count.</summary>
    private double Share(int[] frame, double tolerance)
    {
        var ring = Ring;
        var counted = frame.Where(i => i / _picture.Width < _picture.Height - ring).ToArray();
        return counted.Count(i => Residual(i) < tolerance) / (double)Math.Max(1, counted.Length);
    }

    private int Ring => Math.Max(1, Math.Max(_picture.Width, _picture.Height) / 50);

    /// <summary>A ring 2 % of the longer side wide.</summary>
    private int[] Frame()
    {
        var (width, height) = (_picture.Width, _picture.Height);
        var ring = Ring;
        return [.. Enumerable.Range(0, _picture.Count).Where(i =>
        {
            int x = i % width, y = i / width;
            return Math.Min(Math.Min(x, width - 1 - x), Math.Min(y, height - 1 - y)) < ring;
        })];
    }

    private int[] Grid() => [.. Enumerable.Range(0, _picture.Count)
        .Where(i => i % _picture.Width % 3 == 0 && i / _picture.Width % 3 == 0)];

    private double Spread(int[] pixels)
    {
        var residuals = Array.ConvertAll(pixels, Residual);
        Array.Sort(residuals);
        // Median of a Rayleigh-like length to the standard deviation of one of three channels.
        return residuals[residuals.Length / 2] / 1.54;
    }

    private void Fit(int[] pixels, int order, double scale)
    {
        var terms = (order + 1) * (order + 2) / 2;
        var normal = new double[terms, terms + 3];
        Span<double> basis = stackalloc double[15];
        foreach (var i in pixels)
        {
            // Geman–McClure: what is far off the surface has no say.
            var off = _coefficients.Length == 0 ? 0 : Residual(i) / scale;
            var weight = 1 / ((1 + (off * off)) * (1 + (off * off)));
            Basis(i, order, basis);
            for (var r = 0; r < terms; r++)
            {
                var value = weight * basis[r];
                for (var c = 0; c < terms; c++)
                {
                    normal[r, c] += value * basis[c];
                }

                for (var c = 0; c < 3; c++)
                {
                    normal[r, terms + c] += value * _picture.Lab[(3 * i) + c];
                }
            }
        }

        _coefficients = Solve(normal, terms);
        _order = order;
    }

    /// <summary>Monomials of x and y, both −1..1, by rising degree.</summary>
    private int Basis(int pixel, int order, Span<double> basis)
    {
        var x = (2 * (pixel % _picture.Width + 0.5) / _picture.Width) - 1;
        var y = (2 * (pixel / _picture.Width + 0.5) / _picture.Height) - 1;
        Span<double> xs = [1, x, x * x, x * x * x, x * x * x * x];
        Span<double> ys = [1, y, y * y, y * y * y, y * y * y * y];
        var t = 0;
        for (var degree = 0; degree <= order; degree++)
        {
            for (var power = 0; power <= degree; power++)
            {
                basis[t++] = xs[degree - power] * ys[power];
            }
        }

        return t;
    }

    /// <summary>Ridge-regularised normal equations with three right-hand sides, by elimination.</summary>
    private static double[][] Solve(double[,] a, int n)
    {
        var ridge = 1e-4 * a[0, 0];
        for (var p = 1; p < n; p++)
        {
            a[p, p] += ridge;
        }

        for (var p = 0; p < n; p++)
        {
            for (var r = 0; r < n; r++)
            {
                var factor = r == p ? 0 : a[r, p] / Math.Max(a[p, p], 1e-12);
                for (var c = p; c < n + 3 && factor != 0; c++)
                {
                    a[r, c] -= factor * a[p, c];
                }
            }
        }

        return [.. Enumerable.Range(0, 3).Select(k =>
            Enumerable.Range(0, n).Select(p => a[p, n + k] / Math.Max(a[p, p], 1e-12)).ToArray())];
    }
}
