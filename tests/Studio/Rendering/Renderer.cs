using System.Numerics;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Rendering;

/// <summary>Takes the picture: a first look at every pixel, then more rays where something is to be seen.</summary>
internal sealed class Renderer(Scene scene, Quality quality)
{
    // Changes of coverage below this are glass or smoke getting thicker, not an outline.
    private const float Step = 0.1f;
    // Longest hair that is followed beyond what the first look found, in pixels.
    private const int Farthest = 64;
    private readonly Exposure _exposure = new(scene, quality);
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
        EachPixel(layers, (x, y) => _exposure.Expose(layers, x, y, quality.Scout, quality.ScoutEvery));
        var outline = new bool[width * height];
        Refine(layers, outline);
        for (var i = 0; i < Farthest && quality.Follow && Lead(layers, outline); i++)
        {
        }

        return Develop(layers);
    }

    private void EachPixel(Layers layers, Action<int, int> action) => Parallel.For(_from, _to, y =>
    {
        for (var x = 0; x < layers.Width; x++)
        {
            action(x, y);
        }
    });

    private void Refine(Layers layers, bool[] outline)
    {
        var (low, high) = ((float[])layers.Low.Clone(), (float[])layers.High.Clone());
        var (light, sheen) = ((Vector3[])layers.Light.Clone(), (Vector3[])layers.Sheen.Clone());
        var fine = quality.Surface * quality.Surface > quality.Scout * quality.Scout / quality.ScoutEvery;
        EachPixel(layers, (x, y) =>
        {
            var at = y * layers.Width + x;
            if (OnOutline(low, high, x, y, layers))
            {
                outline[at] = true;
                _exposure.Expose(layers, x, y, quality.Outline, quality.OutlineEvery);
            }
            else if (fine && (high[at] > 0 || Grainy(light, x, y, layers, quality.Grain) || Grainy(sheen, x, y, layers, 0.1f)))
            {
                _exposure.Expose(layers, x, y, quality.Surface, 1);
            }
        });
    }

    /// <summary>Neighbours of an outline that turn out to be outline themselves; false when there are none.</summary>
    private bool Lead(Layers layers, bool[] outline)
    {
        var (low, high) = ((float[])layers.Low.Clone(), (float[])layers.High.Clone());
        var found = 0;
        EachPixel(layers, (x, y) =>
        {
            var at = y * layers.Width + x;
            if (!outline[at] && OnOutline(low, high, x, y, layers))
            {
                outline[at] = true;
                Interlocked.Increment(ref found);
                _exposure.Expose(layers, x, y, quality.Outline, quality.OutlineEvery);
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

    /// <summary>Whether light differs between neighbours: a half shadow or a mirrored edge, which needs more samples.</summary>
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
        var subject = quality.Denoise ? Denoiser.Smooth(layers) : [.. layers.Subject.Select(seen => seen.Colour)];
        EachPixel(layers, (x, y) =>
        {
            var at = y * layers.Width + x;
            var gain = scene.Exposure * Falloff(layers, x, y);
            Store(frame, at, layers.Coverage[at], subject[at] * gain, (layers.Albedo[at] * light[at] + layers.Sheen[at]) * gain);
        });
        return frame;
    }

    private float Falloff(Layers layers, int x, int y)
    {
        var half = new Vector2(layers.Width, layers.Height) / 2;
        var r2 = (new Vector2(x + 0.5f, y + 0.5f) - half).LengthSquared() / half.LengthSquared();
        return 1 - scene.Vignette * Noise.Smooth(0.05f, 1.1f, r2);
    }

    /// <summary>The picture is composed from the rounded layers, so the truth explains it up to its own rounding.</summary>
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
