using System.Globalization;
using Pipeline.Measure.Runs;
using Spectre.Console;

namespace Pipeline.Measure.Quality;

/// <summary>A set's table: a row for each variant of the chain, the whole one first.</summary>
internal static class QualityTable
{
    public static void Write(QualitySet set, IReadOnlyList<QualityRow> rows)
    {
        Console.WriteLine($"{set.Name}: {set.Pictures.Count} pictures");
        var compares = rows.Count > 1;
        var table = new Table().AddColumns(
            "chain", "IoU", "95 % interval", "MAE", "MSE", "open interior", "open ≤ 0.2 %", "Spearman", "failed");
        table = compares ? table.AddColumns("IoU − whole", "95 % interval") : table;
        foreach (var row in rows)
        {
            string[] cells = [.. Cells(row), .. compares ? Differences(row, rows[0]) : []];
            table.AddRow(cells.Select(Markup.Escape).ToArray());
        }

        Tables.Write(table);
        foreach (var row in rows.Where(row => row.Failed.Count > 0))
        {
            var names = string.Join(", ", row.Failed.Select(score => $"{score.Picture} ({score.Outcome.Failure})"));
            Console.WriteLine($"{row.Variant.Name}: {row.Failed.Count} failed, scored as alpha 0: {names}");
        }

        Console.WriteLine();
    }

    private static string[] Cells(QualityRow row)
    {
        var (low, high) = row.IouInterval;
        return
        [
            row.Variant.Name,
            MetricKinds.Iou.Format(row.Iou),
            $"{MetricKinds.Iou.Format(low)} … {MetricKinds.Iou.Format(high)}",
            row.Mae.ToString("0.0000", CultureInfo.InvariantCulture),
            MetricKinds.Mse.Format(row.Mse),
            Number(100 * row.OpenInterior, "0.00", " %"),
            Number(100 * row.ClosedShare, "0.0", " %"),
            Number(row.Correlation, "0.000"),
            row.Failed.Count.ToString(CultureInfo.InvariantCulture),
        ];
    }

    private static string[] Differences(QualityRow row, QualityRow whole)
    {
        if (row == whole)
        {
            return ["", ""];
        }

        var (mean, low, high) = row.IouAgainst(whole);
        var iou = MetricKinds.Iou;
        return [iou.FormatDifference(mean), $"{iou.FormatDifference(low)} … {iou.FormatDifference(high)}"];
    }

    private static string Number(double? value, string format, string unit = "") =>
        value is { } known ? known.ToString(format, CultureInfo.InvariantCulture) + unit : "–";
}
