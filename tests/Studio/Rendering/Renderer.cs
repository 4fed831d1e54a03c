using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Rendering;

/// <summary>Takes the picture: a first look at every pixel, then more rays where something is to be seen.</summary>
internal sealed class Renderer(Scene scene, Quality quality)
{
    // Changes of coverage below this are glass or smoke getting thicker, not an outline.
    private const float Step = 0.1f;
    private static readonly Rays Single = new(1, 1, 1);
    // Longest hair that is followed beyond what the first look found, in pixels.
    private const int Farthest = 64;
    private readonly Exposure _exposure = new(scene, quality);
    private readonly Rays _outline = Exposure.Blurs(scene) ? quality.Blurred : quality.Outline;
    private readonly bool _finer = quality.Surface.Grid > quality.Scout.Grid;
    private int _from, _to;

    /// <summary>Rows are shared among threads; the result does not depend on how.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="rows">Only these, for a quick look at a part; the others stay black.</param>
    public Frame Render(int width, int height, (int From, int To)? rows = null)
    {
        var (from, to) = rows ?? (0, height);
        (_from, _to) = (Math.Max(from - Layers.Margin, 0), Math.Min(to + Layers.Margin, height));
        var layers = new Layers(width, height);
        var settled = new bool[width * height];
        EachRow((y, bundle) =>
        {
            for (var x = 0; x < width; x++)
            {
                settled[y * width + x] = Scout(layers, x, y, bundle);
            }
        });
        Refine(layers, settled);
        for (var i = 0; i < Farthest && quality.Certain && Lead(layers, settled); i++)
        {
        }

        return Develop(layers);
    }

    private void EachRow(Action<int, Bundle> action) =>
        Parallel.For(_from, _to, y => action(y, new Bundle()));

    private void EachPixel(Layers layers, Action<int, int> action) => EachRow((y, _) =>
    {
        for (var x = 0; x < layers.Width; x++)
        {
            action(x, y);
        }
    });

    /// <summary>The first look at a pixel; true where its coverage is settled by it.</summary>
    private bool Scout(Layers layers, int x, int y, Bundle bundle)
    {
        if (!quality.Certain || !_exposure.Gather(layers, x, y, bundle))
        {
            _exposure.Expose(layers, x, y, quality.Scout);
            return false;
        }

        var veiled = bundle.Clear && _exposure.Veiled;
        var rays = bundle.Full || veiled ? quality.Scout : bundle.Clear ? Single : _outline;
        _exposure.Expose(layers, x, y, rays, bundle);
        return !veiled;
    }

    private void Refine(Layers layers, bool[] settled)
    {
        var (low, high) = ((float[])layers.Low.Clone(), (float[])layers.High.Clone());
        var (light, sheen) = ((Vector3[])layers.Light.Clone(), (Vector3[])layers.Sheen.Clone());
        var colour = Array.ConvertAll(layers.Subject, seen => seen.Colour);
        EachPixel(layers, (x, y) =>
        {
            var at = y * layers.Width + x;
            if (!settled[at] && OnOutline(low, high, x, y, layers))
            {
                settled[at] = true;
                _exposure.Expose(layers, x, y, _outline);
            }
            else if ((_finer && !settled[at] && high[at] > 0) || (high[at] == 0 && Uneven(light, sheen, x, y, layers)))
            {
                _exposure.Expose(layers, x, y, quality.Surface);
            }
            else if (Exposure.Blurs(scene) && high[at] > 0 && Grainy(colour, x, y, layers, 0.12f))
            {
                _exposure.Expose(layers, x, y, quality.Blurred);
            }
        });
    }

    private bool Uneven(Vector3[] light, Vector3[] sheen, int x, int y, Layers layers) =>
        Grainy(light, x, y, layers, quality.Grain) || Grainy(sheen, x, y, layers, 0.1f);

    /// <summary>Neighbours of an outline that turn out to be outline themselves; false when there are none.</summary>
    private bool Lead(Layers layers, bool[] settled)
    {
        var (low, high) = ((float[])layers.Low.Clone(), (float[])layers.High.Clone());
        var found = 0;
        EachPixel(layers, (x, y) =>
        {
            var at = y * layers.Width + x;
            if (!settled[at] && OnOutline(low, high, x, y, layers))
            {
                settled[at] = true;
                Interlocked.Increment(ref found);
                _exposure.Expose(layers, x, y, _outline);
            }
        });
        return found > 0;
    }

    /// <summary>Whether cover changes within the pixel or to one beside it.</summary>
    private static bool OnOutline(float[] low, float[] high, int x, int y, Layers layers)
    {
        var (least, most) = (1f, 0f);
        for (var v = Math.Max(y - 1, 0); v <= Math.Min(y + 1, layers.Height - 1); v++)
        {
            for (var u = Math.Max(x - 1, 0); u <= Math.Min(x + 1, layers.Width - 1); u++)
            {
                var at = v * layers.Width + u;
                (least, most) = (MathF.Min(least, low[at]), MathF.Max(most, high[at]));
            }
        }

        return most - least > Step;
    }

    /// <summary>
    /// Whether light differs between neighbours: a half shadow or a mirrored edge, which needs more samples.
    /// </summary>
    private static bool Grainy(Vector3[] light, int x, int y, Layers layers, float contrast)
    {
        var (low, high) = (float.MaxValue, 0f);
        for (var v = Math.Max(y - 1, 0); v <= Math.Min(y + 1, layers.Height - 1); v++)
        {
            for (var u = Math.Max(x - 1, 0); u <= Math.Min(x + 1, layers.Width - 1); u++)
            {
                var l = light[v * layers.Width + u].X;
                (low, high) = (MathF.Min(low, l), MathF.Max(high, l));
            }
        }

        return high - low > contrast * high;
    }

    private Frame Develop(Layers layers)
    {
        var frame = new Frame(layers.Width, layers.Height);
        var light = layers.SmoothLight();
        var front = quality.Denoise ? Denoiser.Smooth(layers) : Array.ConvertAll(layers.Subject, seen => seen.Colour);
        var back = new Vector3[light.Length];
        EachPixel(layers, (x, y) =>
        {
            var at = y * layers.Width + x;
            back[at] = layers.Albedo[at] * light[at] + layers.Sheen[at];
        });
        var coverage = layers.Coverage;
        if (Exposure.Blurs(scene))
        {
            back = Blur.Defocus(layers, back);
            (coverage, front, back) = Blur.Soften(layers, front, back);
        }

        EachPixel(layers, (x, y) =>
        {
            var at = y * layers.Width + x;
            var gain = scene.Exposure * Falloff(layers, x, y);
            Store(frame, at, coverage[at], front[at] * gain, back[at] * gain);
        });
        return frame;
    }

    private float Falloff(Layers layers, int x, int y)
    {
        var half = new Vector2(layers.Width, layers.Height) / 2;
        var r2 = (new Vector2(x + 0.5f, y + 0.5f) - half).LengthSquared() / half.LengthSquared();
        return 1 - scene.Vignette * Noise.Smooth(0.05f, 1.1f, r2);
    }

    /// <summary>
    /// The picture is composed from the rounded layers, so the truth explains it up to its own rounding.
    /// </summary>
    private static void Store(Frame frame, int index, float coverage, Vector3 front, Vector3 back)
    {
        var alpha = Film.Round(255 * coverage);
        var f = alpha == 0 ? Vector3.Zero : Film.Develop(front);
        var b = alpha == 255 ? Vector3.Zero : Film.Develop(back);
        frame.Alpha[index] = alpha;
        for (var c = 0; c < 3; c++)
        {
            var (fc, bc) = (Film.Round(f[c]), Film.Round(b[c]));
            frame.Foreground[index * 3 + c] = fc;
            frame.Background[index * 3 + c] = bc;
            frame.Picture[index * 3 + c] = Film.Round((alpha * fc + (255 - alpha) * bc) / 255f);
        }
    }
}
