namespace Pipeline.Worker.Segmentation;

/// <summary>
/// The studio behind the subject: one smooth colour surface, fitted robustly first to the picture's frame and then to
/// whatever else lies on it. A backdrop that sweeps from wall to floor changes faster from top to bottom than across.
/// Whether there is such a surface at all is told by <see cref="Plainness"/>.
/// </summary>
internal sealed class BackgroundSurface
{
    /// <summary>ΔE that sensor, compression and a swept backdrop leave in a plain background.</summary>
    private const double LeastSpread = 1;

    /// <summary>So many spreads off the surface a pixel is as likely subject as background.</summary>
    private const float SurelyOff = 4;

    /// <summary>No shadow makes a backdrop lighter, so what is lighter counts for more.</summary>
    private const float LighterWeight = 2;

    private const float EvidencePerE = 3;
    private const float MostEvidence = 4;

    /// <summary>ΔE by which a plain frame may depart from a surface that smooth.</summary>
    private const double OnSurface = 5;

    /// <summary>Order of the surface from top to bottom: a sweep bends only there.</summary>
    private const int MostDown = 8;

    /// <summary>L* of no light at all: L + 16, a and b all shrink alike when light is taken away.</summary>
    private const float Darkness = 16;

    /// <summary>Sharpness in ΔE per pixel up to which an edge is a shadow's, and from which it is an object's.</summary>
    private const float SoftOutline = 0.3f, HardOutline = 0.6f;

    /// <summary>Shares of its darkness that a shadow with a hard and with a soft edge is forgiven.</summary>
    private const float HardShadow = 0.25f, SoftShadow = 0.95f;

    /// <summary>ΔE that any softly edged shadow is forgiven.</summary>
    private const float FaintShadow = 5;

    /// <summary>ΔE that a softly edged pool of light is forgiven.</summary>
    private const float FaintLight = 5;

    /// <summary>Share of lightness that even deep shadows keep: below the one hardly, below the other never.</summary>
    private const float Deep = 0.6f, Deepest = 0.4f;

    /// <summary>Light of another colour fills a shadow: so much to the side per ΔE of darkness.</summary>
    private const float ShadowTint = 0.15f;
    private readonly WorkingPicture _picture;
    private readonly float[] _surface;
    private readonly float[] _reach = [];

    public BackgroundSurface(WorkingPicture picture)
    {
        _picture = picture;
        var frame = Frame();
        _surface = Fit(frame);
        FrameSpread = Math.Max(LeastSpread, Spread(Array.ConvertAll(frame, i => (double)Residual(i))));
        var on = Share(frame, Math.Max(3 * FrameSpread, OnSurface));
        Plainness = (float)(Math.Clamp((on - 0.8) / 0.18, 0, 1) * Math.Clamp((6 - FrameSpread) / 3, 0, 1));
        if (Plainness > 0)
        {
            _reach = SoftReach.From(picture, frame, [.. Enumerable.Range(0, picture.Count).Select(PathDarkness)]);
        }
    }

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
    /// Log odds of being subject from the distance to the surface, where <see cref="Plainness"/> is above 0. What is only
    /// darker may be shadow, so some of its darkness is forgiven, and more of it where no hard edge lies in between.
    /// </summary>
    public float Evidence(int pixel)
    {
        var (darker, aside) = Offset(pixel);
        var soft = Math.Clamp((HardOutline - _reach[pixel]) / (HardOutline - SoftOutline), 0, 1);
        if (darker <= 0)
        {
            darker = LighterWeight * MathF.Min(0, darker + (soft * FaintLight));
        }
        else
        {
            soft *= Math.Clamp((Remaining(pixel, darker) - Deepest) / (Deep - Deepest), 0, 1);
            var forgiven = HardShadow + (soft * (SoftShadow - HardShadow));
            aside -= MathF.Min(aside, soft * ShadowTint * darker);
            darker -= MathF.Max(MathF.Min(darker, soft * FaintShadow), forgiven * darker);
        }

        var off = MathF.Sqrt((darker * darker) + (aside * aside));
        return Math.Clamp(
            EvidencePerE * MathF.Log((off + 0.1f) / (float)(SurelyOff * FrameSpread)), -MostEvidence, MostEvidence);
    }

    /// <summary>ΔE towards black, the way a shadow goes, negative for lighter pixels, and ΔE to the side of that.</summary>
    private (float Darker, float Aside) Offset(int pixel)
    {
        var (l, a, b) = At(pixel);
        float dl = _picture.Lab[3 * pixel] - l, da = _picture.Lab[(3 * pixel) + 1] - a,
            db = _picture.Lab[(3 * pixel) + 2] - b;
        var light = l + Darkness;
        var darker = -((dl * light) + (da * a) + (db * b)) / MathF.Sqrt((light * light) + (a * a) + (b * b) + 1);
        return (darker, MathF.Sqrt(MathF.Max(0, (dl * dl) + (da * da) + (db * db) - (darker * darker))));
    }

    /// <summary>Lightness left in a pixel, as a share of the surface's.</summary>
    private float Remaining(int pixel, float darker) => 1 - (MathF.Max(0, darker) / (At(pixel).L + Darkness));

    /// <summary>ΔE by which a pixel is darker than the surface, NaN where it can be no shadow.</summary>
    private float PathDarkness(int pixel)
    {
        var (darker, aside) = Offset(pixel);
        var tolerance = SurelyOff * (float)FrameSpread;
        return darker > -MathF.Max(tolerance, 2 * FaintLight) && Remaining(pixel, darker) > Deepest
            && aside < tolerance + (ShadowTint * MathF.Max(0, darker)) ? MathF.Max(0, darker) : float.NaN;
    }

    private float[] Fit(int[] frame)
    {
        var fit = new SmoothSurface(_picture);
        // From a constant over a bowl to a sweep, each start taken from the last, so that outliers cannot bend it.
        var spread = 20.0;
        foreach (var (across, down) in ((int, int)[])[(0, 0), (1, 1), (2, 2), (2, 2), (2, 4), (2, 6), (2, 6)])
        {
            fit.Fit(frame, across, down, 2 * spread);
            spread = Math.Max(LeastSpread, Spread(Array.ConvertAll(frame, fit.Residual)));
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

    private static double Spread(double[] residuals)
    {
        Array.Sort(residuals);
        // Median of a Rayleigh-like length to the standard deviation of one of three channels.
        return residuals[residuals.Length / 2] / 1.54;
    }
}
