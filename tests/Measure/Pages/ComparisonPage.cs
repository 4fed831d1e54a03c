using System.Globalization;
using System.Text;
using Pipeline.Measure.Statistics;

namespace Pipeline.Measure.Pages;

/// <summary>Two runs side by side: means, then both results of every picture, the most changed first.</summary>
internal static class ComparisonPage
{
    /// <param name="folder">Where; the thumbnails that the runs have are copied there.</param>
    /// <param name="comparison">What changed.</param>
    /// <param name="a">Folder of the first run.</param>
    /// <param name="b">Folder of the second run.</param>
    public static void Write(string folder, RunComparison comparison, string a, string b)
    {
        var metrics = comparison.Metrics.Select(c => c.Metric).ToList();
        var body = new StringBuilder();
        body.Append($"<p><b>A</b> {Page.Escape(comparison.A.Title)}</p>");
        body.Append($"<p><b>B</b> {Page.Escape(comparison.B.Title)}</p>\n");
        body.Append(Summary(comparison.Metrics));
        body.Append(Controls.Of(
            [
                ("most changed", "change -1"),
                .. metrics.Select(metric => ($"{metric.Title}: B worse", $"gain-{metric.Key} 1")),
                .. metrics.Select(metric => ($"{metric.Title}: B better", $"gain-{metric.Key} -1")),
            ],
            comparison.Pairs.Select(pair => pair.A.Background),
            comparison.Pairs.SelectMany(pair => pair.A.Traits)));
        body.Append("<div id=\"pictures\">\n");
        foreach (var pair in comparison.Pairs)
        {
            Copy(a, folder, pair.Name, "a", [.. ComparisonCard.Shared, .. ComparisonCard.Own]);
            Copy(b, folder, pair.Name, "b", ComparisonCard.Own);
            body.Append(ComparisonCard.Of(folder, pair, metrics));
        }

        body.Append("</div>");
        Page.Write(Path.Combine(folder, RunPage.FileName), "Two runs compared", body.ToString());
    }

    private static string Summary(IReadOnlyList<MetricComparison> metrics)
    {
        var markup = new StringBuilder("<h2>In total</h2><div class=\"scroll\"><table><thead><tr><th>metric</th>"
            + "<th>mean A</th><th>mean B</th><th>B − A</th><th title=\"bootstrap, 10,000 resamples\">95 % interval</th>"
            + "<th>B better</th><th>A better</th><th>equal</th><th title=\"two-sided\">sign test p</th></tr></thead>"
            + "<tbody>\n");
        foreach (var c in metrics)
        {
            var (low, high) = (c.Metric.FormatDifference(c.Interval.Low), c.Metric.FormatDifference(c.Interval.High));
            markup.Append($"<tr><th title=\"{Page.Escape(c.Metric.Explanation)}\">{Page.Escape(c.Metric.Title)}</th>"
                + $"<td>{c.Metric.Format(c.MeanA)}</td><td>{c.Metric.Format(c.MeanB)}</td>"
                + $"<td class=\"{ComparisonCard.Judge(c.Metric, c.Difference)}\">"
                + $"{c.Metric.FormatDifference(c.Difference)}</td>"
                + $"<td>{low} … {high}</td><td>{c.Wins}</td><td>{c.Losses}</td><td>{c.Ties}</td>"
                + $"<td>{c.Probability.ToString("0.000", CultureInfo.InvariantCulture)}</td></tr>\n");
        }

        return markup.Append("</tbody></table></div>\n").ToString();
    }

    private static void Copy(string run, string folder, string name, string side, IReadOnlyList<string> kinds)
    {
        Directory.CreateDirectory(Path.Combine(folder, Thumbnails.Folder, side));
        foreach (var kind in kinds)
        {
            var source = Path.Combine(run, Thumbnails.FileOf(name, kind));
            if (File.Exists(source))
            {
                File.Copy(source, Path.Combine(folder, ComparisonCard.FileOf(name, kind, side)), overwrite: true);
            }
        }
    }
}
