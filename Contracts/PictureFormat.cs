using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>File format of a rendition.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PictureFormat>))]
public enum PictureFormat
{
    /// <summary>PNG, 8 bits per channel, straight alpha.</summary>
    Png,

    /// <summary>WebP: lossless, or lossy where the rendition has a quality; straight alpha either way.</summary>
    WebP,

    /// <summary>JPEG without chroma subsampling; it has no alpha and needs a background.</summary>
    Jpeg,
}
