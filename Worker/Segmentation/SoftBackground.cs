namespace Pipeline.Worker.Segmentation;

/// <summary>
/// What a defocused background says: whatever is reached from the frame over soft edges alone lies outside the depth of
/// field, whatever its colour. Where no large part of the picture is so, nothing is said.
/// </summary>
internal static class SoftBackground
{
    /// <summary>
    /// An edge is soft up to so many times the picture's median sharpness, within these limits, ΔE per pixel.
    /// </summary>
    private const float OverMedian = 3, LeastLimit = 0.2f, MostLimit = 0.6f;

    /// <summary>Share of the picture from which a soft part is believed to be the background, and fully so.</summary>
    private const float LeastShare = 0.45f, FullShare = 0.65f;

    private const float EvidencePerE = 2;
    private const float MostEvidence = 3;

    /// <summary>Keeps the logarithm from telling apart what is all sharp enough or all soft enough.</summary>
    private const float Floor = 0.05f;

    /// <param name="sharpness">Of the picture (<see cref="SoftReach.Sharpness"/>).</param>
    /// <param name="reach">
    /// Sharpest edge on the gentlest path from the frame, per pixel (<see cref="SoftReach"/>).
    /// </param>
    /// <param name="regions">The picture's regions.</param>
    /// <param name="graph">Of the regions.</param>
    /// <returns>Log odds of being subject per region, never above 0.</returns>
    public static float[] Evidence(float[] sharpness, float[] reach, Superpixels regions, RegionGraph graph)
    {
        var sorted = (float[])sharpness.Clone();
        Array.Sort(sorted);
        var limit = Math.Clamp(OverMedian * sorted[sorted.Length / 2], LeastLimit, MostLimit);
        var share = reach.Count(edge => edge < limit) / (float)reach.Length;
        var weight = Math.Clamp((share - LeastShare) / (FullShare - LeastShare), 0, 1);
        var over = graph.MeanOf(
            Array.ConvertAll(reach, edge => MathF.Log((edge + Floor) / (limit + Floor))), regions.Labels);
        return Array.ConvertAll(over, v => weight * Math.Clamp(EvidencePerE * v, -MostEvidence, 0));
    }
}
