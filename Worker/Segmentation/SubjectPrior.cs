using OpenCvSharp;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Log odds of being subject, per region, before any colour model: a weighted sum of a few cues, none of which knows a
/// colour by its name. The weights are a logistic regression's over 42 photographs, rounded, from which a tenth cue, of
/// hue, was dropped without fitting the others again.
/// </summary>
internal static class SubjectPrior
{
    /// <summary>ΔE that is hardly seen, kept out of the logarithms.</summary>
    private const float JustSeen = 3;

    /// <returns>Natural log odds, per region.</returns>
    public static float[] Of(WorkingPicture picture, Superpixels regions, RegionGraph graph)
    {
        var distances = new FrameDistances(graph);
        var density = FrameDensity(graph, Math.Max(picture.Width, picture.Height));
        var focus = graph.MeanOf(Focus(picture), regions.Labels);
        var odds = new float[graph.Count];
        for (var k = 0; k < odds.Length; k++)
        {
            float x = (2 * graph.X[k] / picture.Width) - 1, y = graph.Y[k] / picture.Height;
            odds[k] = -3.15f
                + (0.72f * MathF.Log(Least(distances.Geodesic, k) + JustSeen))
                - (0.44f * MathF.Log(distances.Geodesic[(int)FrameSide.Bottom][k] + JustSeen))
                + (1.03f * MathF.Log(Least(distances.Colour, k) + JustSeen))
                - (0.30f * MathF.Log(distances.Colour[(int)FrameSide.Bottom][k] + JustSeen))
                - (0.46f * MathF.Log(density[k] + 0.005f))
                + (0.62f * focus[k])
                - (1.26f * x * x) - (1.05f * y) - (1.13f * ((2 * y) - 1) * ((2 * y) - 1));
        }

        return odds;
    }

    /// <summary>Subjects are cut by the bottom far more often than by the other sides, so the bottom is left out.</summary>
    private static float Least(float[][] bySide, int region) => MathF.Min(
        bySide[(int)FrameSide.Top][region],
        MathF.Min(bySide[(int)FrameSide.Left][region], bySide[(int)FrameSide.Right][region]));

    private static int[] BackgroundSides(RegionGraph graph) =>
        [.. graph.Sides.Take((int)FrameSide.Bottom).SelectMany(side => side).Distinct()];

    /// <summary>How much of the frame nearby looks alike, 0..1 (Gaussian kernels over ΔE and place).</summary>
    private static float[] FrameDensity(RegionGraph graph, float longer)
    {
        var sides = BackgroundSides(graph);
        var density = new float[graph.Count];
        for (var k = 0; k < graph.Count; k++)
        {
            foreach (var n in sides)
            {
                float colour = graph.Difference(k, n) / 10, dx = (graph.X[k] - graph.X[n]) / (0.3f * longer),
                    dy = (graph.Y[k] - graph.Y[n]) / (0.3f * longer);
                density[k] += MathF.Exp(-((colour * colour) + (dx * dx) + (dy * dy)) / 2) / sides.Length;
            }
        }

        return density;
    }

    /// <summary>Fine detail against the picture's own, as a logarithm: lenses focus on the subject.</summary>
    private static float[] Focus(WorkingPicture picture)
    {
        using var detail = picture.Lightness();
        using var smooth = new Mat();
        Cv2.GaussianBlur(detail, smooth, default, 0.7);
        Cv2.Absdiff(detail, smooth, detail);
        Cv2.Min(detail, 6, detail);
        var mean = Cv2.Mean(detail).Val0;
        Cv2.GaussianBlur(detail, detail, default, 0.02 * Math.Max(picture.Width, picture.Height));
        var focus = new float[picture.Count];
        detail.AsSpan<float>().CopyTo(focus);
        return Array.ConvertAll(focus, v => MathF.Log((v + 0.05f) / (float)(mean + 0.05)));
    }
}
