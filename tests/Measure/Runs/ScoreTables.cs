using System.Globalization;
using Spectre.Console;

namespace Pipeline.Measure.Runs;

/// <summary>A run as tables of text.</summary>
internal static class ScoreTables
{
    public static void Write(RunScores run)
    {
        var metrics = MetricKinds.In(run.Pictures);
        Tables.Write(Pictures(run.Pictures, metrics));
        Console.WriteLine();
        Tables.Write(Groups(ScoreGroup.Of(run.Pictures), metrics));
        Console.WriteLine();
        Console.WriteLine("u is over the unknown region. SAD, Grad and Conn are in thousands, colours in 8-bit levels.");
        var failed = run.Pictures.Where(picture => picture.Failure is not null).ToList();
        if (failed.Count > 0)
        {
            Console.WriteLine($"{failed.Count} without a result, scored as alpha 0: "
                + string.Join(", ", failed.Select(picture => $"{picture.Name} ({picture.Failure})")));
        }
    }

    private static Table Pictures(IReadOnlyList<PictureScore> pictures, IReadOnlyList<MetricKind> metrics)
    {
        var hasConfidence = pictures.Any(picture => picture.Confidence is not null);
        var table = new Table().AddColumns("picture", "background").AddColumns([.. metrics.Select(Title)]);
        table = hasConfidence ? table.AddColumn("confidence") : table;
        table.AddColumn("remarks");
        foreach (var picture in pictures)
        {
            string[] cells =
            [
                picture.Name,
                picture.Background ?? "",
                .. metrics.Select(metric => metric.Format(picture.Value(metric))),
                .. hasConfidence ? [Confidence(picture)] : Array.Empty<string>(),
                string.Join(", ", picture.Remarks),
            ];
            table.AddRow(cells.Select(Markup.Escape).ToArray());
        }

        return table;
    }

    private static Table Groups(IReadOnlyList<ScoreGroup> groups, IReadOnlyList<MetricKind> metrics)
    {
        var table = new Table().AddColumns("mean of", "n").AddColumns([.. metrics.Select(Title)]);
        foreach (var group in groups)
        {
            string[] cells =
            [
                group.Kind == "all" ? "all" : $"{group.Kind} {group.Name}",
                group.Pictures.Count.ToString(CultureInfo.InvariantCulture),
                .. metrics.Select(metric => metric.Format(group.Mean(metric))),
            ];
            table.AddRow(cells.Select(Markup.Escape).ToArray());
        }

        return table;
    }

    private static string Confidence(PictureScore picture) =>
        picture.Confidence?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";

    private static string Title(MetricKind metric) => Markup.Escape(metric.Title);
}
