namespace Pipeline.Worker.Segmentation;

/// <summary>
/// The studio behind the subject: one smooth colour surface, fitted robustly first to the picture's frame and then to
/// whatever else lies on it. A backdrop that sweeps from wall to floor changes faster from top to bottom than across.
/// Whether there is such a surface at all is told by <see cref="Plainness"/>.
/// </summary>
internal sealed class BackgroundSurface
{
    /// <summary>
    /// ΔE that sensor, compression and a swept backdrop leave in a plain background, on black and on a light one: what
    /// light does unevenly goes with the light.
    /// </summary>
    private const double LeastSpreadDark = 0.4, LeastSpreadLight = 1;

    /// <summary>L* from which a backdrop is a light one.</summary>
    private const double Light = 50;

    /// <summary>ΔE by which a plain frame may depart from a surface that smooth.</summary>
    private const double OnSurface = 5;

    /// <summary>Order of the surface from top to bottom: a sweep bends only there.</summary>
    private const int MostDown = 8;

    /// <summary>L* of no light at all: L + 16, a and b all shrink alike when light is taken away.</summary>
    private const float Darkness = 16;
    private readonly WorkingPicture _picture;
    private readonly float[] _surface;
    private readonly double _leastSpread;

    public BackgroundSurface(WorkingPicture picture)
    {
        _picture = picture;
        Frame = FindFrame();
        _leastSpread = LeastSpreadDark + ((LeastSpreadLight - LeastSpreadDark)
            * Math.Min(1, Frame.Average(i => picture.Lab[3 * i]) / Light));
        _surface = Fit(Frame);
        FrameSpread = Math.Max(_leastSpread, Spread(Array.ConvertAll(Frame, i => (double)Residual(i))));
        var on = Share(Frame, Math.Max(3 * FrameSpread, OnSurface));
        Plainness = (float)(Math.Clamp((on - 0.8) / 0.18, 0, 1) * Math.Clamp((6 - FrameSpread) / 3, 0, 1));
    }

    /// <summary>The pixels of a ring 2 % of the longer side wide.</summary>
    public int[] Frame { get; }

    /// <summary>0 where the frame is no one smooth surface, 1 where it clearly is.</summary>
    public float Plainness { get; }

    /// <summary>Usual ΔE of the frame from the surface.</summary>
    public double FrameSpread { get; }

    /// <summary>L, a, b of the surface at a pixel.</summary>
    public (float L, float A, float B) At(int pixel) =>
        (_surface[3 * pixel], _surface[(3 * pixel) + 1], _surface[(3 * pixel) + 2]);

    /// <summary>ΔE of a pixel from the surface.</summary>
    public float Residual(int pixel)
    {
        var (darker, aside) = Offset(pixel);
        return MathF.Sqrt((darker * darker) + (aside * aside));
    }

    /// <summary>
    /// ΔE towards black, the way a shadow goes, negative for lighter pixels, and ΔE to the side of that.
    /// </summary>
    public (float Darker, float Aside) Offset(int pixel)
    {
        var (l, a, b) = At(pixel);
        float dl = _picture.Lab[3 * pixel] - l, da = _picture.Lab[(3 * pixel) + 1] - a,
            db = _picture.Lab[(3 * pixel) + 2] - b;
        var light = l + Darkness;
        var darker = -((dl * light) + (da * a) + (db * b)) / MathF.Sqrt((light * light) + (a * a) + (b * b) + 1);
        return (darker, MathF.Sqrt(MathF.Max(0, (dl * dl) + (da * da) + (db * db) - (darker * darker))));
    }

    /// <summary>Lightness left in a pixel, as a share of the surface's.</summary>
    public float Remaining(int pixel, float darker) => 1 - (MathF.Max(0, darker) / (At(pixel).L + Darkness));

    private float[] Fit(int[] frame)
    {
        var fit = new SmoothSurface(_picture);
        // From a constant over a bowl to a sweep, each start taken from the last, so that outliers cannot bend it.
        var spread = 20.0;
        foreach (var (across, down) in ((int, int)[])[(0, 0), (1, 1), (2, 2), (2, 2), (2, 4), (2, 6), (2, 6)])
        {
            fit.Fit(frame, across, down, 2 * spread);
            spread = Math.Max(_leastSpread, Spread(Array.ConvertAll(frame, fit.Residual)));
        }

        var grid = Grid();
        foreach (var (across, reach) in ((int, int)[])[(2, 4), (3, 3), (4, 2), (4, 2)])
        {
            fit.Fit(grid, across, MostDown, reach * spread);
        }

        var surface = new float[3 * _picture.Count];
        Parallel.For(0, _picture.Height, y =>
        {
            for (var i = y * _picture.Width; i < (y + 1) * _picture.Width; i++)
            {
                var (l, a, b) = fit.At(i);
                (surface[3 * i], surface[(3 * i) + 1], surface[(3 * i) + 2]) = ((float)l, (float)a, (float)b);
            }
        });
        return surface;
    }

    /// <summary>
    /// Share of the frame that lies on the surface; the bottom, which may cut a subject, does not count.
    /// </summary>
    private double Share(int[] frame, double tolerance)
    {
        var ring = Ring;
        var counted = frame.Where(i => i / _picture.Width < _picture.Height - ring).ToArray();
        return counted.Count(i => Residual(i) < tolerance) / (double)Math.Max(1, counted.Length);
    }

    private int Ring => Math.Max(1, Math.Max(_picture.Width, _picture.Height) / 50);

    private int[] FindFrame()
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

    private static double Spread(double[] residuals)
    {
        Array.Sort(residuals);
        // Median of a Rayleigh-like length to the standard deviation of one of three channels.
        return residuals[residuals.Length / 2] / 1.54;
    }
}
