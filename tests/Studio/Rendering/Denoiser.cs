using System.Numerics;

namespace Pipeline.Studio.Rendering;

/// <summary>
/// Takes the grain of few rays out of the subject: its light and its gloss are averaged over neighbours of like normal
/// and depth, while the pattern of the surface stays sharp in the albedo. Cross bilateral filter (Eisemann and Durand,
/// SIGGRAPH 2004) on demodulated light.
/// </summary>
internal static class Denoiser
{
    private const int Reach = 5;
    private const float Sigma = 2.4f;

    /// <summary>The subject's colour of every pixel, filtered.</summary>
    public static Vector3[] Smooth(Layers layers)
    {
        var to = new Vector3[layers.Subject.Length];
        var tap = Enumerable.Range(0, 2 * Reach * Reach + 1).Select(d => MathF.Exp(-d / (2 * Sigma * Sigma))).ToArray();
        Parallel.For(0, layers.Height, y =>
        {
            for (var x = 0; x < layers.Width; x++)
            {
                var own = layers.Subject[y * layers.Width + x];
                to[y * layers.Width + x] = own.Albedo == Vector3.Zero && own.Gloss == Vector3.Zero
                    ? own.Colour
                    : Vector3.Max(own.Colour + Change(layers, own, x, y, tap), Vector3.Zero);
            }
        });
        return to;
    }

    private static Vector3 Change(Layers layers, in Glimpse own, int x, int y, float[] tap)
    {
        var (light, gloss, weight) = (Vector3.Zero, Vector3.Zero, 0f);
        for (var v = Math.Max(y - Reach, 0); v <= Math.Min(y + Reach, layers.Height - 1); v++)
        {
            for (var u = Math.Max(x - Reach, 0); u <= Math.Min(x + Reach, layers.Width - 1); u++)
            {
                var at = v * layers.Width + u;
                if (layers.Coverage[at] > 0)
                {
                    ref readonly var other = ref layers.Subject[at];
                    var w = tap[(u - x) * (u - x) + (v - y) * (v - y)] * layers.Coverage[at] * Alike(own, other);
                    light += w * other.Light;
                    gloss += w * other.Gloss;
                    weight += w;
                }
            }
        }

        return weight > 0 ? own.Albedo * (light / weight - own.Light) + (gloss / weight - own.Gloss) : Vector3.Zero;
    }

    private static float Alike(in Glimpse a, in Glimpse b)
    {
        var turn = (a.Normal - b.Normal).LengthSquared() * 9;
        var far = (a.Depth - b.Depth) * 18;
        return 1 / (1 + turn * turn * 4 + far * far);
    }
}
