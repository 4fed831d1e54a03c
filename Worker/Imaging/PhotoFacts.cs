using NetVips;
using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging;

/// <summary>What a file says about its picture, besides the picture.</summary>
/// <param name="Dpi">Pixels per inch that the file states; null where it states none.</param>
/// <param name="Exif">The EXIF fields to be passed on, by libvips' names; none unless the recipe asks.</param>
internal sealed record PhotoFacts(double? Dpi, IReadOnlyDictionary<string, string> Exif)
{
    public static PhotoFacts None { get; } = new(null, new Dictionary<string, string>());

    /// <summary>Members of <see cref="CutoutWarnings"/> that reading the file gave rise to, in its order.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The photo's alpha is that of a finished cutout, and the recipe takes it as such.</summary>
    public bool IsCutOut { get; init; }

    public static PhotoFacts Of(Image picture, bool keepsMetadata) => new(
        StatedResolution.Of(picture), keepsMetadata ? KeptExif.Of(picture) : None.Exif);

    /// <summary>With one more warning.</summary>
    public PhotoFacts With(string warning) => this with { Warnings = [.. Warnings, warning] };
}
