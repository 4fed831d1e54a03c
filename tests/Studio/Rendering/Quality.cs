namespace Pipeline.Studio.Rendering;

/// <summary>How many rays pixels get, and what is done about too few.</summary>
/// <param name="Scout">First look at every pixel.</param>
/// <param name="Surface">Pixels that show the subject, or light that changes.</param>
/// <param name="Outline">Pixels where coverage changes; alpha has as many steps as there are rays.</param>
/// <param name="Blurred">The same, and where colours differ much, when things move or the lens has a focus.</param>
/// <param name="Certain">
/// Whether pixels are told to be clear, full or mixed by <see cref="Geometry.Bundle"/>s; where those cannot tell
/// (motion, lens), outlines found late lead on to their neighbours, so that no hair is lost between rays.
/// </param>
/// <param name="Grain">Contrast of the sheet's light between neighbours that asks for more rays.</param>
/// <param name="Interleave">Whether neighbours on the sheet share out the directions of light among them.</param>
/// <param name="Denoise">Whether the subject's light is filtered; see <see cref="Denoiser"/>.</param>
internal sealed record Quality(
    Rays Scout, Rays Surface, Rays Outline, Rays Blurred, bool Certain, float Grain, bool Interleave, bool Denoise)
{
    /// <summary>For pictures to be looked at; the committed samples keep to it.</summary>
    public static Quality Showing(int side) => new(
        new Rays(Math.Max(side / 2, 2), 1, 1), new Rays(side, 1, 1), new Rays(side * 2, 4, 4), new Rays(side, 1, 1),
        false, 0.15f, false, false);

    /// <summary>For measuring: coverage as fine, light from a quarter of the rays or fewer.</summary>
    public static Quality Measuring(int side) => new(
        new Rays(2, 2, 4), new Rays(Math.Max(side / 2, 2), 1, 1), new Rays(side * 2, side * 4, side * 4),
        new Rays(side, 2, side), true, 0.45f, true, true);
}
