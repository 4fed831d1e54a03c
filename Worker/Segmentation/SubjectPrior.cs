using OpenCvSharp;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Log odds of being subject, per region, before any colour model: a weighted sum of a few cues, none of which knows a
/// colour by its name. The weights are a logistic regression's over 42 photographs and 8 rendered pictures on
/// textured backdrops, rounded.
/// </summary>
internal static class SubjectPrior
{
    /// <summary>ΔE that is hardly seen, kept out of the logarithms.</summary>
    private const float JustSeen = 3;

    /// <summary>Share of the height within which the frame lies straight across.</summary>
    private const float Level = 0.1f;

    private const int FramePixels = 2;

    /// <returns>Natural log odds, per region.</returns>
    public static float[] Of(WorkingPicture picture, SoftReach paths, Superpixels regions, RegionGraph graph)
    {
        var distances = new FrameDistances(graph);
        var left = distances.Across(FrameSide.Left, Level);
        var right = distances.Across(FrameSide.Right, Level);
        var nearLeft = distances.Across(FrameSide.Left, Level / 2);
        var nearRight = distances.Across(FrameSide.Right, Level / 2);
        var focus = graph.MeanOf(Focus(picture), regions.Labels);
        var reach = paths.From(UpperFrame(picture), new float[picture.Count]);
        var soft = SoftBackground.Evidence(paths.Sharpness, reach, regions, graph);
        var odds = new float[graph.Count];
        for (var k = 0; k < odds.Length; k++)
        {
            float x = (2 * graph.X[k] / picture.Width) - 1, y = (2 * graph.Y[k] / picture.Height) - 1;
            odds[k] = -5.81f
                + (0.50f * MathF.Log(Least(distances.Geodesic, k) + JustSeen))
                - (0.24f * MathF.Log(distances.Geodesic[(int)FrameSide.Bottom][k] + JustSeen))
                + (0.56f * MathF.Log(Least(distances.Colour, k) + JustSeen))
                - (0.34f * MathF.Log(distances.Colour[(int)FrameSide.Bottom][k] + JustSeen))
                + (0.56f * MathF.Log(MathF.Min(left[k], right[k]) + JustSeen))
                + (0.66f * MathF.Log(MathF.Max(left[k], right[k]) + JustSeen))
                + (0.49f * MathF.Log(MathF.Min(nearLeft[k], nearRight[k]) + JustSeen))
                + (0.59f * focus[k])
                - (1.12f * x * x) - (1.20f * y * y)
                + soft[k];
        }

        return odds;
    }

    /// <summary>
    /// Subjects are cut by the bottom far more often than by the other sides, so the bottom is left out.
    /// </summary>
    private static float Least(float[][] bySide, int region) => MathF.Min(
        bySide[(int)FrameSide.Top][region],
        MathF.Min(bySide[(int)FrameSide.Left][region], bySide[(int)FrameSide.Right][region]));

    /// <summary>The outermost pixels of all sides but the bottom, which may cut the subject.</summary>
    private static IEnumerable<int> UpperFrame(WorkingPicture picture)
    {
        for (var i = 0; i < picture.Count; i++)
        {
            int x = i % picture.Width, y = i / picture.Width;
            if (x < FramePixels || x >= picture.Width - FramePixels || y < FramePixels)
            {
                yield return i;
            }
        }
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
