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
}
