using System.Numerics;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Rendering;

/// <summary>
/// Takes the picture. Every sample of a pixel is one camera ray that meets the subject or the background; alpha is the
/// share that meets the subject, the foreground is the mean of those, the background the mean of the others.
/// </summary>
/// <param name="scene">What to render.</param>
/// <param name="side">Samples per pixel is its square: 2, 4 or 8; pixels on an outline get four times as many.</param>
internal sealed class Renderer(Scene scene, int side)
{
    private readonly Shader _shader = new(scene);

    /// <summary>Rows are shared among threads; the result does not depend on how.</summary>
    public Frame Render(int width, int height)
    {
        var frame = new Frame(width, height);
        var hits = new float[width * height];
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                hits[y * width + x] = Expose(frame, x, y, side);
            }
        });
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                if (OnOutline(hits, x, y, width, height))
                {
                    Expose(frame, x, y, side * 2);
                }
            }
        });
        return frame;
    }

    /// <summary>Whether the pixel or one beside it is partly covered, or they differ.</summary>
    private static bool OnOutline(float[] hits, int x, int y, int width, int height)
    {
        var (low, high) = (1f, 0f);
        for (var v = Math.Max(y - 1, 0); v <= Math.Min(y + 1, height - 1); v++)
        {
            for (var u = Math.Max(x - 1, 0); u <= Math.Min(x + 1, width - 1); u++)
            {
                (low, high) = (MathF.Min(low, hits[v * width + u]), MathF.Max(high, hits[v * width + u]));
            }
        }

        return low < 1 && high > 0;
    }

    /// <summary>Renders one pixel into the frame and returns its coverage.</summary>
    private float Expose(Frame frame, int x, int y, int grid)
    {
        var key = Noise.Hash(Noise.Hash((uint)x, (uint)y), scene.Seed);
        var (front, back, count) = (Vector3.Zero, Vector3.Zero, 0);
        for (var i = 0; i < grid * grid; i++)
        {
            var sampler = new Sampler(key, i, grid);
            var place = sampler.Next();
            var film = new Vector2(2 * (x + place.X) / frame.Width - 1, 1 - 2 * (y + place.Y) / frame.Height);
            var ray = scene.Camera.Through(film);
            var seen = scene.Backdrop.Hit(ray, out var limit, out var normal);
            if (scene.Subject.Hit(ray, seen ? limit : 100, out var hit))
            {
                front += _shader.Body(ray, hit, ref sampler);
                count++;
            }
            else
            {
                back += seen ? _shader.Sheet(ray.At(limit), normal, ref sampler) : scene.Room;
            }
        }

        var total = grid * grid;
        var gain = scene.Exposure * Falloff(frame, x, y);
        Store(frame, y * frame.Width + x, count, total, front * gain, back * gain);
        return (float)count / total;
    }

    private float Falloff(Frame frame, int x, int y)
    {
        var half = new Vector2(frame.Width, frame.Height) / 2;
        var r2 = (new Vector2(x + 0.5f, y + 0.5f) - half).LengthSquared() / half.LengthSquared();
        return 1 - scene.Vignette * Noise.Smooth(0.05f, 1.1f, r2);
    }

    /// <summary>The picture is composed from the rounded layers, so the truth explains it up to its own rounding.</summary>
    private static void Store(Frame frame, int index, int count, int total, Vector3 front, Vector3 back)
    {
        var alpha = Film.Round(255f * count / total);
        var f = count == 0 ? Vector3.Zero : Film.Develop(front / count);
        var b = count == total ? Vector3.Zero : Film.Develop(back / (total - count));
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
