using System.Text.Json.Serialization;

namespace Pipeline.Contracts;

/// <summary>A side of the upright picture.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PictureEdge>))]
public enum PictureEdge
{
    [JsonStringEnumMemberName("top")]
    Top,

    [JsonStringEnumMemberName("right")]
    Right,

    [JsonStringEnumMemberName("bottom")]
    Bottom,

    [JsonStringEnumMemberName("left")]
    Left,
}
