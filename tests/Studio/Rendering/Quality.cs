namespace Pipeline.Studio.Rendering;

/// <summary>
/// How many rays a pixel gets. Grids are sides of a square of camera rays, powers of two; of those that meet the subject,
/// and of the others, one in so many is shaded.
/// </summary>
/// <param name="Scout">Grid of the first look at every pixel.</param>
/// <param name="ScoutEvery">One in so many of these is shaded.</param>
/// <param name="Surface">Grid of pixels that show the subject.</param>
/// <param name="Outline">Grid of pixels where coverage changes; its square is the number of steps that alpha has.</param>
/// <param name="OutlineEvery">One in so many of these is shaded.</param>
/// <param name="Follow">Whether outlines found late lead on to their neighbours, so that no hair is lost between rays.</param>
/// <param name="Grain">Contrast of the sheet's light between neighbours that asks for more rays.</param>
/// <param name="Interleave">Whether neighbours on the sheet share out the directions of light among them.</param>
/// <param name="Denoise">Whether the subject's light is filtered; see <see cref="Denoiser"/>.</param>
internal sealed record Quality(
    int Scout, int ScoutEvery, int Surface, int Outline, int OutlineEvery, bool Follow, float Grain, bool Interleave, bool Denoise)
{
    /// <summary>For pictures to be looked at; the committed samples keep to it.</summary>
    public static Quality Showing(int side) =>
        new(Math.Max(side / 2, 2), 1, side, side * 2, 4, false, 0.15f, false, false);

    /// <summary>For measuring: coverage as fine, light from a quarter of the rays or fewer.</summary>
    public static Quality Measuring(int side) =>
        new(2, 4, Math.Max(side / 2, 2), side * 2, side * 4, true, 0.45f, true, true);
}
