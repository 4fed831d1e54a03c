using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>
/// One file to be made of each photo: what it shows, how the subject lies in it, and how it is written. Part of the
/// job's identity.
/// </summary>
public sealed record RenditionRecipe
{
    /// <summary>The name of the rendition that a recipe without any has.</summary>
    public const string UsualName = "cutout";

    /// <summary>Unique in its recipe; goes into file names.</summary>
    /// <exception cref="ArgumentException">Not 1 to 32 of a–z, 0–9 and hyphen.</exception>
    public string Name
    {
        get;
        init => field = value.Length is > 0 and <= 32 && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? value
            : throw new ArgumentException($"'{value}' is not a name of a–z, 0–9 and hyphen.", nameof(Name));
    } = UsualName;

    public RenditionChannels Channels { get; init; }

    public PictureFormat Format { get; init; }

    /// <summary>
    /// 1..100, of JPEG and lossy WebP. Null: WebP is lossless, JPEG takes the best up to 95 that
    /// <see cref="MaxBytes"/> allows.
    /// </summary>
    public int? Quality { get; init => field = Ranged(value, 1, 100, nameof(Quality)); }

    /// <summary>Colour behind the subject as <c>#rrggbb</c> (sRGB); null for none.</summary>
    /// <exception cref="ArgumentException">Not of the form <c>#rrggbb</c>.</exception>
    public string? Background
    {
        get;
        init => field = value is null || IsColour(value)
            ? value?.ToLowerInvariant()
            : throw new ArgumentException($"'{value}' is not a colour of the form #rrggbb.", nameof(Background));
    }

    /// <summary>A picture behind the subject, scaled to fill the frame and cut at its middle; null for none.</summary>
    public VersionedBlob? BackgroundPicture { get; init; }

    /// <summary>
    /// Whether the frame is the subject's bounding box with the margin around it, not the photo's own frame.
    /// </summary>
    public bool Crop { get; init; }

    /// <summary>
    /// Kept free around the subject. Of a cropped frame without canvas, per cent are of the box's longer side; of a
    /// canvas, of its own sides.
    /// </summary>
    public Extent? Margin { get; init; }

    /// <summary>
    /// The largest frame; what is in it keeps its shape. The subject is scaled to fit between the margins. A subject
    /// that is too small for that is not enlarged unless <see cref="Enlarge"/>: the frame shrinks in its shape instead,
    /// down to <see cref="MinSide"/>.
    /// </summary>
    public CanvasSize? Canvas { get; init; }

    /// <summary>Whether pixels may be enlarged beyond the photo's own to fill the canvas.</summary>
    public bool Enlarge { get; init; }

    /// <summary>
    /// Where the subject lies in the room the canvas leaves it: 0 left .. 100 right, in per cent; null for 50.
    /// </summary>
    public double? PositionX { get; init => field = Ranged(value, 0, 100, nameof(PositionX)); }

    /// <summary>
    /// Where the subject lies in the room the canvas leaves it: 0 top .. 100 bottom, in per cent; null for 50.
    /// </summary>
    public double? PositionY { get; init => field = Ranged(value, 0, 100, nameof(PositionY)); }

    /// <summary>Least length of the longer side in pixels: a smaller frame is enlarged.</summary>
    public int? MinSide { get; init => field = Ranged(value, 1, 65_500, nameof(MinSide)); }

    /// <summary>Greatest length of the longer side in pixels: a larger frame is reduced.</summary>
    public int? MaxSide { get; init => field = Ranged(value, 1, 65_500, nameof(MaxSide)); }

    /// <summary>Pixels per inch stated in the file, 1..2400; null: what the photo states.</summary>
    public int? Dpi { get; init => field = Ranged(value, 1, 2400, nameof(Dpi)); }

    /// <summary>
    /// Greatest size of the file in bytes. The quality of JPEG and lossy WebP is lowered to meet it; what does not meet
    /// it is a failure.
    /// </summary>
    public long? MaxBytes { get; init => field = Ranged(value, 1024, long.MaxValue, nameof(MaxBytes)); }

    /// <summary>
    /// A soft shadow under the subject; null for none. Needs a canvas or a crop only as far as it shall fit.
    /// </summary>
    public ContactShadow? Shadow { get; init; }

    /// <summary>What cannot be made, in a sentence; null when all is well.</summary>
    [JsonIgnore]
    public string? Contradiction => this switch
    {
        { Format: PictureFormat.Jpeg, Channels: RenditionChannels.Cutout, Background: null, BackgroundPicture: null } =>
            $"Rendition '{Name}': JPEG has no transparency; it needs a background.",
        { Background: not null, BackgroundPicture: not null } =>
            $"Rendition '{Name}' has two backgrounds, a colour and a picture.",
        { Channels: not RenditionChannels.Cutout } when Background is not null || BackgroundPicture is not null || Shadow is not null =>
            $"Rendition '{Name}' shows no colours, so it has no background and no shadow.",
        { Format: PictureFormat.Png, Quality: not null } => $"Rendition '{Name}': PNG has no quality.",
        { MinSide: { } least, MaxSide: { } most } when least > most =>
            $"Rendition '{Name}': its least side is above its greatest.",
        _ => null,
    };

    private static bool IsColour(string value) =>
        value.Length == 7 && value[0] == '#' && value.Skip(1).All(char.IsAsciiHexDigit);

    private static T? Ranged<T>(T? value, T least, T most, string name)
        where T : struct, IComparable<T> =>
        value is { } v && (v.CompareTo(least) < 0 || v.CompareTo(most) > 0)
            ? throw new ArgumentOutOfRangeException(name, v, $"{name} is {least} to {most}.")
            : value;
}
