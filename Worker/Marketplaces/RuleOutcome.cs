using System.Text.Json.Serialization;

namespace Pipeline.Worker.Marketplaces;

/// <summary>What became of one rule.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RuleOutcome>))]
public enum RuleOutcome
{
    Pass,

    Fail,

    /// <summary>It could not be measured on this file; the sentence says why.</summary>
    NotChecked,
}
