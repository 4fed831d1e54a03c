namespace Pipeline.Worker.Matting;

/// <summary>An unknown band and its alpha.</summary>
/// <param name="Index">The band.</param>
/// <param name="Alpha">Per slot, about 0..1; only unknown pixels' slots count.</param>
internal sealed record SolvedBand(BandIndex Index, float[] Alpha);
