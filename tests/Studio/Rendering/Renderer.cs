using System.Numerics;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Rendering;

/// <summary>
/// Takes the picture. Every sample of a pixel is one camera ray that meets the subject or the background; alpha is the
/// share that meets the subject, the foreground is the mean of those, the background the mean of the others.
/// </summary>
/// <param name="scene">What to render.</param>
/// <param name="side">
/// A pixel of the subject gets the square of this many samples, one of the sheet alone a quarter; on an outline four
/// times as many camera rays decide coverage, and every fourth is shaded. A power of two.
/// </param>
internal sealed class Renderer(Scene scene, int side)
{
    private readonly Shader _shader = new(scene);
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
        var first = Math.Max(side / 2, 2);
        EachPixel(layers, (x, y) => Expose(layers, x, y, first, 1));
        var scout = (float[])layers.Coverage.Clone();
        var light = (Vector3[])layers.Light.Clone();
        EachPixel(layers, (x, y) =>
        {
            if (OnOutline(scout, x, y, width, height))
            {
                Expose(layers, x, y, side * 2, 4);
            }
            else if (side > first && (scout[y * width + x] > 0 || Grainy(light, x, y, width, height)))
            {
                Expose(layers, x, y, side, 1);
            }
        });
        return Develop(layers);
    }

    private void EachPixel(Layers layers, Action<int, int> action) => Parallel.For(_from, _to, y =>
    {
        for (var x = 0; x < layers.Width; x++)
        {
            action(x, y);
        }
    });

    /// <summary>Whether the pixel or one beside it is partly covered, or they differ.</summary>
    private static bool OnOutline(float[] coverage, int x, int y, int width, int height)
    {
        var (low, high) = (1f, 0f);
        for (var v = Math.Max(y - 1, 0); v <= Math.Min(y + 1, height - 1); v++)
        {
            for (var u = Math.Max(x - 1, 0); u <= Math.Min(x + 1, width - 1); u++)
            {
                (low, high) = (MathF.Min(low, coverage[v * width + u]), MathF.Max(high, coverage[v * width + u]));
            }
        }

        return low < 1 && high > 0;
    }

    /// <summary>Whether the sheet's light differs between neighbours: a half shadow, which needs more samples.</summary>
    private static bool Grainy(Vector3[] light, int x, int y, int width, int height)
    {
        var (low, high) = (float.MaxValue, 0f);
        for (var v = Math.Max(y - 1, 0); v <= Math.Min(y + 1, height - 1); v++)
        {
            for (var u = Math.Max(x - 1, 0); u <= Math.Min(x + 1, width - 1); u++)
            {
                var l = light[v * width + u].X;
                (low, high) = (MathF.Min(low, l), MathF.Max(high, l));
            }
        }

        return high - low > 0.15f * high;
    }

    /// <param name="layers">Takes the result.</param>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="grid">The square of it is the number of camera rays.</param>
    /// <param name="every">Of the rays that meet the subject, and of the others, one in so many is shaded.</param>
    private void Expose(Layers layers, int x, int y, int grid, int every)
    {
        var key = Noise.Hash(Noise.Hash((uint)x, (uint)y), scene.Seed);
        var (front, albedo, light, total) = (Vector3.Zero, Vector3.Zero, Vector3.Zero, grid * grid);
        var (hits, shaded, misses, lit) = (0, 0, 0, 0);
        for (var i = 0; i < total; i++)
        {
            var sampler = new Sampler(key, i, grid);
            var place = sampler.Next();
            var film = new Vector2(2 * (x + place.X) / layers.Width - 1, 1 - 2 * (y + place.Y) / layers.Height);
            var ray = scene.Camera.Through(film);
            var seen = scene.Backdrop.Hit(ray, out var limit, out var normal);
            if (scene.Subject.Hit(ray, seen ? limit : 100, out var hit))
            {
                if (hits++ % every == 0)
                {
                    front += _shader.Body(ray, hit, ref sampler);
                    shaded++;
                }
            }
            else if (misses++ % every == 0)
            {
                albedo += seen ? scene.Backdrop.Albedo(ray.At(limit)) : Vector3.One;
                light += seen ? _shader.Sheet(ray.At(limit), normal, ref sampler) : scene.Room;
                lit++;
            }
        }

        var at = y * layers.Width + x;
        layers.Coverage[at] = (float)hits / total;
        layers.Subject[at] = front / Math.Max(shaded, 1);
        layers.Albedo[at] = albedo / Math.Max(lit, 1);
        layers.Light[at] = light / Math.Max(lit, 1);
    }

    private Frame Develop(Layers layers)
    {
        var frame = new Frame(layers.Width, layers.Height);
        var light = layers.SmoothLight();
        EachPixel(layers, (x, y) =>
        {
            var at = y * layers.Width + x;
            var gain = scene.Exposure * Falloff(layers, x, y);
            Store(frame, at, layers.Coverage[at], layers.Subject[at] * gain, layers.Albedo[at] * light[at] * gain);
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
