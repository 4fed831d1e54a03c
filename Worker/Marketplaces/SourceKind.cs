using System.Text.Json.Serialization;

namespace Pipeline.Worker.Marketplaces;

/// <summary>Whose words a rule rests on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SourceKind>))]
public enum SourceKind
{
    /// <summary>The marketplace's own pages.</summary>
    Official,

    /// <summary>Somebody else's account of them: to be confirmed before anyone relies on it.</summary>
    SecondHand,
}
