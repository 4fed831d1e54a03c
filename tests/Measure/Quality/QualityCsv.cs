using System.Globalization;

namespace Pipeline.Measure.Quality;

/// <summary>The figures of every picture as comma-separated values: a line for each set, variant and picture.</summary>
internal static class QualityCsv
{
    public const string FileName = "quality.csv";

    private const string Header = "set,chain,picture,iou,mae,mse,open_interior,confidence,failure";

    public static void Write(string folder, IEnumerable<(QualitySet Set, IReadOnlyList<QualityRow> Rows)> sets)
    {
        Directory.CreateDirectory(folder);
        var lines = sets.SelectMany(set => set.Rows.SelectMany(row => row.Scores.Select(score => Line(set.Set, row, score))));
        File.WriteAllLines(Path.Combine(folder, FileName), lines.Prepend(Header));
    }

    private static string Line(QualitySet set, QualityRow row, QualityScore score) => string.Join(
        ',',
        Quoted(set.Name),
        Quoted(row.Variant.Name),
        Quoted(score.Picture),
        Number(score.Iou),
        Number(score.Mae),
        Number(score.Mse),
        Number(score.OpenInterior),
        Number(score.Outcome.Confidence),
        Quoted(score.Outcome.Failure ?? ""));

    /// <summary>As RFC 4180 wants it where a name holds a comma, a quotation mark or a line's end.</summary>
    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Number(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";
}
