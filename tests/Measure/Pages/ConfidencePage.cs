using System.Globalization;
using System.Text;
using Pipeline.Measure.Runs;
using Pipeline.Measure.Statistics;

namespace Pipeline.Measure.Pages;

/// <summary>Error against confidence as curves: what remains wrong when only confident results are kept.</summary>
internal static class ConfidencePage
{
    private const string Ours = "#2f6fde", Bare = "#8a8f94";

    public static void Write(string file, string title, RiskCoverage curve, IReadOnlyList<PictureScore> pictures)
    {
        var body = new StringBuilder($"<p class=\"soft\">{Page.Escape(title)}</p>\n");
        body.Append(Figures(curve));
        body.Append("<div class=\"charts\">");
        Figure(body, Errors(curve), "Mean error of the results that are kept, the most confident first. Grey: if "
            + "confidence said nothing, and if it were perfect.");
        Figure(body, BadShare(curve), "Share of bad results, with an IoU below 0.9, among those that are kept.");
        Figure(body, Scatter(pictures), "Every picture. On the dashed line confidence is the IoU itself.");
        body.Append("</div>").Append(Rows(curve));
        Page.Write(file, "Error against confidence", body.ToString());
    }

    private static Chart Errors(RiskCoverage curve)
    {
        var points = curve.Curve().ToList();
        var best = curve.BestCurve();
        var top = Ceiling(points.Max(point => point.Error));
        return new Chart("coverage", "mean error", (0, 1), (0, top))
            .Line([(0, curve.BlindArea), (1, curve.BlindArea)], Bare, dashed: true)
            .Line(best, Bare, dashed: true)
            .Line(points.Select(point => (point.Coverage, point.Error)), Ours);
    }

    private static Chart BadShare(RiskCoverage curve)
    {
        var points = curve.Curve().ToList();
        return new Chart("coverage", "share of bad results", (0, 1), (0, Ceiling(points.Max(point => point.BadShare))))
            .Line([(0, points[^1].BadShare), (1, points[^1].BadShare)], Bare, dashed: true)
            .Line(points.Select(point => (point.Coverage, point.BadShare)), Ours);
    }

    private static Chart Scatter(IReadOnlyList<PictureScore> pictures) =>
        new Chart("confidence", "IoU", (0, 1), (0, 1))
            .Line([(0, 0), (1, 1)], Bare, dashed: true)
            .Points(
                pictures.Select(p => (p.Confidence!.Value, p.Iou, $"{p.Name}: IoU {MetricKinds.Iou.Format(p.Iou)}")), Ours);

    /// <summary>The next tidy number, so that the ticks are tidy too.</summary>
    private static double Ceiling(double value) =>
        new[] { 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5 }.FirstOrDefault(top => top >= value, 1);

    private static void Figure(StringBuilder body, Chart chart, string caption) =>
        body.Append($"<figure>{chart.Svg()}<figcaption>{Page.Escape(caption)}</figcaption></figure>\n");

    private static string Figures(RiskCoverage curve)
    {
        (string Value, string Meaning)[] figures =
        [
            (Number(curve.Count, "0"), "pictures"),
            (Number(curve.Correlation, "0.000"), "Spearman, confidence and IoU"),
            (Number(curve.Area, "0.0000"), "area under the error"),
            (Number(curve.BestArea, "0.0000"), "area, best order"),
            (Number(curve.BlindArea, "0.0000"), "area, no order"),
            (Number(curve.Calibration, "0.0000"), "mean |confidence − IoU|"),
        ];
        return "<div class=\"figures\">"
            + string.Concat(figures.Select(figure => $"<div><b>{figure.Value}</b><span>{figure.Meaning}</span></div>"))
            + "</div>\n";
    }

    private static string Rows(RiskCoverage curve)
    {
        var rows = new StringBuilder("<h2>By coverage</h2><div class=\"scroll\"><table><thead><tr><th>coverage</th>"
            + "<th>kept</th><th>mean error (1 − IoU)</th><th>IoU below 0.9</th></tr></thead><tbody>\n");
        for (var percent = 100; percent >= 10; percent -= 10)
        {
            var (kept, error, bad) = curve.At(percent / 100.0);
            rows.Append($"<tr><th>{percent} %</th><td>{kept}</td><td>{Number(error, "0.0000")}</td>"
                + $"<td>{Number(100 * bad, "0.0")} %</td></tr>\n");
        }

        return rows.Append("</tbody></table></div>").ToString();
    }

    private static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
