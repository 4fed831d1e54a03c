namespace Pipeline.Measure.Quality;

/// <summary>A photograph and its mask.</summary>
/// <param name="Name">Of both files, without folder and ending.</param>
/// <param name="Photo">File.</param>
/// <param name="Mask">File: grey PNG, a mask or an alpha.</param>
internal sealed record QualityPicture(string Name, string Photo, string Mask);
