namespace Pipeline.Worker.Cutouts;

/// <summary>The files that a job refers to, read whole.</summary>
/// <param name="Photo">The photo.</param>
/// <param name="Trimap">The caller's own trimap, which takes the place of segmentation; or null.</param>
/// <param name="Backgrounds">Background pictures, one place per rendition of the recipe; null where it has
/// none.</param>
internal sealed record JobFiles(byte[] Photo, byte[]? Trimap, IReadOnlyList<byte[]?> Backgrounds)
{
    /// <summary>Names of the renditions' files, in the recipe's order; none where nothing is written.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>A photo alone, for recipes without background pictures.</summary>
    public static JobFiles Of(byte[] photo, byte[]? trimap = null) => new(photo, trimap, []);

    /// <summary>The background picture of the rendition at this place of the recipe, if it has one.</summary>
    public byte[]? BackgroundOf(int rendition) => rendition < Backgrounds.Count ? Backgrounds[rendition] : null;

    /// <summary>The name under which the rendition at this place of the recipe will lie, if it will.</summary>
    public string? NameOf(int rendition) => rendition < Names.Count ? Names[rendition] : null;
}
