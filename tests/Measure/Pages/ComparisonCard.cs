using System.Globalization;
using System.Text;
using Pipeline.Measure.Runs;
using Pipeline.Measure.Statistics;

namespace Pipeline.Measure.Pages;

/// <summary>One picture of two runs: photo and A's results, below them the truth and B's.</summary>
internal static class ComparisonCard
{
    /// <summary>Thumbnails that are the same in both runs.</summary>
    public static readonly string[] Shared = ["photo", "truth"];

    /// <summary>Thumbnails that each run has of its own.</summary>
    public static readonly string[] Own = ["cutout", "matte", "error"];

    /// <summary>The copy of a thumbnail, relative to the page; the side is a or b.</summary>
    public static string FileOf(string name, string kind, string side) =>
        $"{Thumbnails.Folder}/{side}/{Path.GetFileName(Thumbnails.FileOf(name, kind))}";

    /// <summary>The style of a difference B − A: good, bad or none.</summary>
    public static string Judge(MetricKind metric, double difference) =>
        metric.Gain(difference, 0) switch { > 0 => "good", < 0 => "bad", _ => "" };

    public static string Of(string folder, PicturePair pair, IReadOnlyList<MetricKind> metrics)
    {
        var change = pair.Difference(MetricKinds.Iou) ?? 0;
        var known = metrics.Where(metric => pair.Difference(metric) is not null)
            .Select(metric => (Metric: metric, Difference: pair.Difference(metric)!.Value)).ToList();
        var markup = new StringBuilder();
        markup.Append(CultureInfo.InvariantCulture, $"<article class=\"picture\" data-change=\"{Math.Abs(change)}\"");
        foreach (var (metric, difference) in known)
        {
            markup.Append(
                CultureInfo.InvariantCulture,
                $" data-gain-{metric.Key}=\"{metric.Gain(difference, 0)}\"");
        }

        markup.Append(PictureCard.Scene(pair.A)).Append(">\n");
        markup.Append($"<header><h3>{Page.Escape(pair.Name)}</h3>"
            + $"<span class=\"lead {Judge(MetricKinds.Iou, change)}\">IoU "
            + $"{MetricKinds.Iou.Format(pair.A.Iou)} → {MetricKinds.Iou.Format(pair.B.Iou)}</span>"
            + $"{PictureCard.Tags(pair.A)}</header>\n");
        markup.Append($"<div class=\"strip pair\">{Figures(folder, pair.Name)}</div><dl>");
        foreach (var (metric, difference) in known.Skip(1))
        {
            markup.Append($"<div title=\"{Page.Escape(metric.Explanation)}\"><dt>{Page.Escape(metric.Title)}</dt>"
                + $"<dd class=\"{Judge(metric, difference)}\">{metric.FormatDifference(difference)}</dd></div>");
        }

        return markup.Append("</dl></article>\n").ToString();
    }

    private static string Figures(string folder, string name)
    {
        // Two rows of four: what both share leads the row of each.
        IEnumerable<(string Kind, string Side, string Caption)> Row(string shared, string caption, string side) =>
        [
            (shared, "a", caption),
            .. Own.Select(kind => (kind, side, $"{side.ToUpperInvariant()}: {kind}")),
        ];
        var figures = Row("photo", "photo", "a").Concat(Row("truth", "truth", "b"));
        return string.Concat(figures.Select(figure => PictureCard.Figure(
            folder, FileOf(name, figure.Kind, figure.Side), $"{figure.Caption} of {name}", figure.Caption)));
    }
}
