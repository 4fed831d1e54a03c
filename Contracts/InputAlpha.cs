using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>What a photo's own transparency means.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InputAlpha>))]
public enum InputAlpha
{
    /// <summary>The photo is laid over white first, and then has no transparency.</summary>
    Flatten,

    /// <summary>
    /// A cutout is nowhere more opaque than its photo: of the matte and the photo's alpha the lesser counts. Colours
    /// are those stored, also under full transparency.
    /// </summary>
    Respect,

    /// <summary>
    /// A photo that is cut out already keeps its alpha as it is, and no subject is looked for: 5 % of its pixels or more
    /// are transparent (alpha 0 to 5) and 0.1 % or more opaque (250 to 255). Others are laid over white. Both are recorded
    /// as warnings; an alpha channel that is opaque all over is not.
    /// </summary>
    Auto,
}
