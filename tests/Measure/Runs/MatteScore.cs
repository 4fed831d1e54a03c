namespace Pipeline.Measure.Runs;

/// <summary>A matte against the truth, over the unknown region.</summary>
/// <param name="Sad">In thousands.</param>
/// <param name="Mse">Mean over the region.</param>
/// <param name="Grad">In thousands.</param>
/// <param name="WallPerMegapixel">Seconds; not a number for a matte that was not made here.</param>
/// <param name="CpuPerMegapixel">The same over all cores.</param>
internal sealed record MatteScore(double Sad, double Mse, double Grad, double WallPerMegapixel, double CpuPerMegapixel);
