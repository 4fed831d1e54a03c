using System.Numerics;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Rendering;

/// <summary>
/// What the samples of every pixel gave, in linear light: the subject's mean colour, the sheet's mean albedo and mean
/// light apart, and the covered share. Means are over the samples that met the one or the other.
/// </summary>
internal sealed class Layers(int width, int height)
{
    /// <summary>How far beyond a row the sheet's light is gathered: both filters' half widths, and a pixel.</summary>
    public const int Margin = 20;

    private const float Narrow = 2.2f;
    private const float Wide = 6;

    public int Width => width;

    public int Height => height;

    public float[] Coverage { get; } = new float[width * height];

    public Glimpse[] Subject { get; } = new Glimpse[width * height];

    public Vector3[] Albedo { get; } = new Vector3[width * height];

    public Vector3[] Light { get; } = new Vector3[width * height];

    /// <summary>What the sheet mirrors.</summary>
    public Vector3[] Sheen { get; } = new Vector3[width * height];

    /// <summary>Least and greatest cover of a pixel's rays.</summary>
    public float[] Low { get; } = new float[width * height];

    public float[] High { get; } = new float[width * height];

    /// <summary>How far the lens spreads the sheet, as a share of half the frame's height.</summary>
    public float[] Spread { get; } = new float[width * height];

    /// <summary>
    /// The sheet's light with the samples' grain taken out; its pattern is in the albedo and stays sharp. Where a wide
    /// filter agrees with a narrow one the light is flat and the wide one is taken: contact shadows keep their edges.
    /// </summary>
    public Vector3[] SmoothLight()
    {
        var narrow = Blur(Blur(Light, 1, Narrow), width, Narrow);
        var wide = Blur(Blur(Light, 1, Wide), width, Wide);
        for (var i = 0; i < narrow.Length; i++)
        {
            var difference = Vector3.Abs(wide[i] - narrow[i]).Length() / (wide[i].Length() + 1e-3f);
            narrow[i] = Vector3.Lerp(wide[i], narrow[i], Noise.Smooth(0.04f, 0.14f, difference));
        }

        return narrow;
    }

    /// <summary>One direction of a Gaussian; pixels count by how much of the sheet they show.</summary>
    private Vector3[] Blur(Vector3[] from, int stride, float sigma)
    {
        var to = new Vector3[from.Length];
        var last = stride == 1 ? width - 1 : height - 1;
        var reach = Math.Min((int)MathF.Ceiling(3 * sigma), Margin - 2);
        var tap = Enumerable.Range(0, reach + 1).Select(k => MathF.Exp(-k * k / (2 * sigma * sigma))).ToArray();
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var (at, place) = (y * width + x, stride == 1 ? x : y);
                var (sum, weight) = (Vector3.Zero, 0f);
                for (var k = -Math.Min(reach, place); k <= Math.Min(reach, last - place); k++)
                {
                    var w = tap[Math.Abs(k)] * (1 - Coverage[at + k * stride]);
                    sum += from[at + k * stride] * w;
                    weight += w;
                }

                to[at] = weight > 0 ? sum / weight : Vector3.Zero;
            }
        });
        return to;
    }
}
