using System.Numerics;

namespace Pipeline.Studio.Rendering;

/// <summary>What lens and movement do beyond what rays find out: to the sheet, and to the grain of few rays.</summary>
internal static class Blur
{
    private const int Reach = 2;
    // Discs wider than this, in pixels, are not drawn wider.
    private const float Widest = 24;
    private const int Taps = 64;

    /// <summary>
    /// The sheet out of focus: every pixel gathers from its disc (Potmesil and Chakravarty, SIGGRAPH 1981), from where
    /// the sheet shows. The sheet is whatever the truth says it is, so this costs no exactness.
    /// </summary>
    public static Vector3[] Defocus(Layers layers, Vector3[] back)
    {
        if (!layers.Spread.Any(spread => spread > 0))
        {
            return back;
        }

        var to = new Vector3[back.Length];
        Parallel.For(0, layers.Height, y =>
        {
            for (var x = 0; x < layers.Width; x++)
            {
                var at = y * layers.Width + x;
                var radius = MathF.Min(layers.Spread[at] * layers.Height / 2, Widest);
                to[at] = radius < 0.7f ? back[at] : Disc(layers, back, x, y, radius);
            }
        });
        return to;
    }

    /// <summary>
    /// A blurred subject averaged over the next pixels, covered share and colours alike, and the sheet filled in where
    /// that uncovers it. A lens or a movement spreads every point over many pixels, and few rays find it; this takes
    /// the grain away that they leave, and alpha gets its fine steps from it.
    /// </summary>
    public static (float[] Coverage, Vector3[] Front, Vector3[] Back) Soften(
        Layers layers, Vector3[] front, Vector3[] back)
    {
        var (coverage, colour, sheet) = (new float[front.Length], new Vector3[front.Length], (Vector3[])back.Clone());
        Parallel.For(0, layers.Height, y =>
        {
            for (var x = 0; x < layers.Width; x++)
            {
                var at = y * layers.Width + x;
                var (f, b, covered, all) = (Vector3.Zero, Vector3.Zero, 0f, 0f);
                foreach (var (near, weight) in Around(layers, x, y))
                {
                    var w = weight * layers.Coverage[near];
                    (f, covered) = (f + front[near] * w, covered + w);
                    (b, all) = (b + back[near] * (weight - w), all + weight);
                }

                coverage[at] = covered / all;
                colour[at] = covered > 0 ? f / covered : Vector3.Zero;
                sheet[at] = layers.Coverage[at] < 1 || covered >= all ? back[at] : b / (all - covered);
            }
        });
        return (coverage, colour, sheet);
    }

    private static Vector3 Disc(Layers layers, Vector3[] back, int x, int y, float radius)
    {
        // Vogel's spiral fills a disc evenly (A better way to construct the sunflower head, 1979).
        var (sum, weight) = (Vector3.Zero, 0f);
        for (var i = 0; i < Taps; i++)
        {
            var (r, turn) = (radius * MathF.Sqrt((i + 0.5f) / Taps), i * 2.39996f);
            var u = Math.Clamp((int)MathF.Round(x + r * MathF.Cos(turn)), 0, layers.Width - 1);
            var v = Math.Clamp((int)MathF.Round(y + r * MathF.Sin(turn)), 0, layers.Height - 1);
            var w = 1 - layers.Coverage[v * layers.Width + u];
            sum += w * back[v * layers.Width + u];
            weight += w;
        }

        return weight > 0 ? sum / weight : back[y * layers.Width + x];
    }

    private static IEnumerable<(int At, float Weight)> Around(Layers layers, int x, int y)
    {
        for (var v = Math.Max(y - Reach, 0); v <= Math.Min(y + Reach, layers.Height - 1); v++)
        {
            for (var u = Math.Max(x - Reach, 0); u <= Math.Min(x + Reach, layers.Width - 1); u++)
            {
                yield return (v * layers.Width + u, MathF.Exp(((u - x) * (u - x) + (v - y) * (v - y)) * -0.5f));
            }
        }
    }
}
