using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>What the caller wants made of each photo. Part of the job's identity.</summary>
public sealed record CutoutRecipe
{
    /// <summary>More renditions than anyone needs of one photo.</summary>
    public const int MostRenditions = 16;

    /// <summary>The files to make, at least one, each with its own name. Usually one transparent PNG.</summary>
    /// <exception cref="ArgumentException">None, too many, or two of one name.</exception>
    public IReadOnlyList<RenditionRecipe> Renditions
    {
        get;
        init => field = value.Count is > 0 and <= MostRenditions && value.DistinctBy(r => r.Name).Count() == value.Count
            ? value
            : throw new ArgumentException($"A recipe has 1 to {MostRenditions} renditions of different names.", nameof(Renditions));
    } = [new RenditionRecipe()];

    /// <summary>What the photo's own transparency means.</summary>
    public InputAlpha InputAlpha { get; init; }

    /// <summary>
    /// Takes the first frame of an animation, or the first page of several, instead of failing with
    /// <see cref="FailureReason.TooManyFrames"/>.
    /// </summary>
    public bool FirstFrame { get; init; }

    /// <summary>
    /// Passes EXIF on that says whose photo it is, what it shows, and when and how it was taken. Never a place, a
    /// serial number, a thumbnail or a maker's note.
    /// </summary>
    public bool KeepMetadata { get; init; }

    /// <summary>Outside of it everything is background; null: the subject may be anywhere.</summary>
    public PictureArea? Region { get; init; }

    /// <summary>Inside of these everything is subject.</summary>
    public IReadOnlyList<PictureArea> Keep { get; init; } = [];

    /// <summary>What cannot be made, in a sentence; null when all is well.</summary>
    [JsonIgnore]
    public string? Contradiction =>
        Renditions.Select(rendition => rendition.Contradiction).FirstOrDefault(sentence => sentence is not null);
}
