using System.Globalization;

namespace Pipeline.Measure.Runs;

/// <summary>What a figure is called and how it reads.</summary>
/// <param name="Id">The key in scores.json.</param>
/// <param name="Title">Heading of a column.</param>
/// <param name="Explanation">One sentence with the unit.</param>
/// <param name="Decimals">Digits after the point.</param>
/// <param name="GreaterIsBetter">False for errors.</param>
internal sealed record MetricKind(
    string Id, string Title, string Explanation, int Decimals, bool GreaterIsBetter = false)
{
    /// <summary>The name in a page's data attributes, which know no capitals.</summary>
    public string Key => Id.ToLowerInvariant();

    public string Format(double value) => value.ToString("F" + Decimals, CultureInfo.InvariantCulture);

    public string Format(double? value) => value is { } known ? Format(known) : "–";

    public string FormatDifference(double value) =>
        (value > 0 ? "+" : "") + value.ToString("F" + (Decimals + 1), CultureInfo.InvariantCulture);

    /// <summary>Positive when <paramref name="value"/> is better than <paramref name="other"/>.</summary>
    public double Gain(double value, double other) => GreaterIsBetter ? value - other : other - value;
}
