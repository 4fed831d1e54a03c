using System.Globalization;
using Spectre.Console;

namespace Pipeline.Measure.Runs;

/// <summary>A comparison of matters as tables of text.</summary>
internal static class MattingTables
{
    public static void Write(IReadOnlyList<string> columns, IReadOnlyList<MattingScore> scores)
    {
        var pictures = new Table().AddColumns("picture", "background", "unknown").AddColumns([.. columns]);
        pictures.AddColumn("remarks");
        foreach (var score in scores)
        {
            AddRow(
                pictures,
                [score.Name, score.Scene.Background ?? "", Text(score.UnknownShare, "0.000")],
                [.. score.Mattes.Select(matte => Text(matte.Sad, "0.000"))],
                [string.Join(", ", (score.Scene.Traits ?? []).Concat(score.KnowsSubject ? [] : ["no known subject"]))]);
        }

        Console.WriteLine("SAD over the unknown region, in thousands");
        Tables.Write(pictures);
        var means = new Table().AddColumns("mean of", "n", "metric").AddColumns([.. columns]);
        foreach (var (name, group) in Groups(scores))
        {
            AddMeans(means, name, group, columns.Count);
        }

        Console.WriteLine();
        Tables.Write(means);
        WriteTimes(columns, scores);
    }

    private static IEnumerable<(string Name, List<MattingScore> Pictures)> Groups(IReadOnlyList<MattingScore> scores) =>
        scores.SelectMany(score => (score.Scene.Traits ?? []).Select(trait => (trait, score)))
            .GroupBy(pair => pair.trait, pair => pair.score)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.ToList()))
            .Append(("subject known", scores.Where(score => score.KnowsSubject).ToList()))
            .Append(("all", scores.ToList()));

    private static void AddMeans(Table table, string name, List<MattingScore> group, int columns)
    {
        (string Metric, Func<MatteScore, double> Value, string Format)[] metrics =
        [
            ("SAD", matte => matte.Sad, "0.000"), ("MSE", matte => matte.Mse, "0.00000"),
            ("Grad", matte => matte.Grad, "0.000"),
        ];
        foreach (var (metric, value, format) in group.Count == 0 ? [] : metrics)
        {
            AddRow(
                table,
                [name, group.Count.ToString(CultureInfo.InvariantCulture), metric],
                [.. Enumerable.Range(0, columns).Select(i => Text(group.Average(s => value(s.Mattes[i])), format))],
                []);
        }
    }

    private static void WriteTimes(IReadOnlyList<string> columns, IReadOnlyList<MattingScore> scores)
    {
        var times = new Table().AddColumns("median of", "").AddColumns([.. columns]);
        string[] Row(Func<MatteScore, double> value) =>
            [.. columns.Select((_, i) => Text(Median(scores.Select(score => value(score.Mattes[i]))), "0.00"))];
        AddRow(times, ["seconds per megapixel", ""], Row(matte => matte.WallPerMegapixel), []);
        AddRow(times, ["seconds of all cores", ""], Row(matte => matte.CpuPerMegapixel), []);
        Console.WriteLine();
        Tables.Write(times);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static string Text(double value, string format) =>
        double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture);

    private static void AddRow(Table table, string[] left, string[] middle, string[] right) =>
        table.AddRow([.. left.Concat(middle).Concat(right).Select(Markup.Escape)]);
}
