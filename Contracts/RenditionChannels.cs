using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>What a rendition shows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RenditionChannels>))]
public enum RenditionChannels
{
    /// <summary>The subject, over nothing or over a background.</summary>
    Cutout,

    /// <summary>The alpha matte as grey, 0 background .. 255 subject.</summary>
    Alpha,

    /// <summary>
    /// The segmenter's probability as grey, 0..255, at the photo's size. There is none with a supplied trimap.
    /// </summary>
    Mask,

    /// <summary>The trimap as grey: 0 background, 128 unknown, 255 subject.</summary>
    Trimap,
}
