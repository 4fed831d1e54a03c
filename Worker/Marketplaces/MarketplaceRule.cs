using System.Globalization;

namespace Pipeline.Worker.Marketplaces;

/// <summary>One rule that a program can check: a measure and what it may be.</summary>
public sealed record MarketplaceRule
{
    /// <summary>Unique in its marketplace, of a–z and hyphen.</summary>
    public required string Id { get; init; }

    public required RuleMeasure Measure { get; init; }

    public RuleStrength Strength { get; init; }

    /// <summary>From this day a recommendation is a requirement; null: it stays what it is.</summary>
    public DateOnly? RequiredFrom { get; init; }

    /// <summary>Least value, in the measure's unit; null for none.</summary>
    public double? Least { get; init; }

    /// <summary>Greatest value, in the measure's unit; null for none.</summary>
    public double? Most { get; init; }

    /// <summary>Of a measure that is a word: what it may be. Empty for numbers.</summary>
    public IReadOnlyList<string> OneOf { get; init; } = [];

    /// <summary>How the source's words were read; null where they leave no doubt.</summary>
    public string? Note { get; init; }

    /// <summary>Null: the marketplace's.</summary>
    public RuleSource? Source { get; init; }

    /// <summary>What is demanded, in words.</summary>
    public string Demanded => (Least, Most) switch
    {
        _ when Measure == RuleMeasure.Readable => "a picture that can be read",
        _ when OneOf.Count > 0 => string.Join(" or ", OneOf),
        ({ } least, { } most) when least == most => $"exactly {Figure(least)}",
        ({ } least, { } most) => $"{Figure(least)} to {Figure(most)}",
        ({ } least, null) => least == 100 && Unit == " %" ? "100 %" : $"at least {Figure(least)}",
        (null, { } most) => $"at most {Figure(most)}",
        _ => "anything",
    };

    private string Unit => Measure switch
    {
        RuleMeasure.LongestSide or RuleMeasure.ShortestSide or RuleMeasure.Width or RuleMeasure.Height
            or RuleMeasure.WidthPlusHeight => " px",
        RuleMeasure.Megapixels => " MP",
        RuleMeasure.Bytes => " bytes",
        RuleMeasure.WhiteBackground or RuleMeasure.WhiteOrTransparentBackground or RuleMeasure.WhiteOrPhotoBackground
            or RuleMeasure.Fill or RuleMeasure.Margin or RuleMeasure.OffCentre => " %",
        _ => "",
    };

    /// <summary>On a day: see <see cref="RequiredFrom"/>.</summary>
    public RuleStrength StrengthOn(DateOnly day) => RequiredFrom <= day ? RuleStrength.Required : Strength;

    private string Figure(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture) + Unit;
}
