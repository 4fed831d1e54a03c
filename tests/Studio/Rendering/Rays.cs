namespace Pipeline.Studio.Rendering;

/// <summary>
/// The rays of one pixel: the square of <paramref name="Grid"/> (a power of two) from the camera; one in
/// <paramref name="Front"/> of those that meet the subject is shaded, and one in <paramref name="Back"/> of the others.
/// </summary>
internal readonly record struct Rays(int Grid, int Front, int Back);
