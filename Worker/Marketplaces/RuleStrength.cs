using System.Text.Json.Serialization;

namespace Pipeline.Worker.Marketplaces;

/// <summary>How much a marketplace insists.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleStrength>))]
public enum RuleStrength
{
    /// <summary>A file that fails may be refused.</summary>
    Required,

    /// <summary>Advised; a file that fails is accepted.</summary>
    Recommended,
}
