using System.Globalization;
using System.Text;
using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Pages;

/// <summary>A run as a page: figures, means by group, and every picture, the worst first.</summary>
internal static class RunPage
{
    public const string FileName = "index.html";

    public static void Write(string folder, RunScores run)
    {
        var metrics = MetricKinds.In(run.Pictures);
        var body = new StringBuilder();
        body.Append(Figures(run.Pictures));
        body.Append(MeansTable.Of(ScoreGroup.Of(run.Pictures), metrics));
        body.Append(Controls.Of(
            [
                .. metrics.Select(metric =>
                    ($"worst {metric.Title}", $"{metric.Key} {(metric.GreaterIsBetter ? 1 : -1)}")),
                ("best IoU", $"{MetricKinds.Iou.Key} -1"),
                .. run.Pictures.Any(picture => picture.Confidence is not null)
                    ? [("least confident", "confidence 1"), ("most confident", "confidence -1")]
                    : Array.Empty<(string, string)>(),
            ],
            run.Pictures.Select(picture => picture.Background),
            run.Pictures.SelectMany(picture => picture.Traits)));
        body.Append("<div id=\"pictures\">\n");
        foreach (var picture in run.Pictures)
        {
            body.Append(PictureCard.Of(folder, picture, metrics));
        }

        body.Append("</div>");
        Page.Write(Path.Combine(folder, FileName), run.Title, body.ToString());
    }

    private static string Figures(IReadOnlyList<PictureScore> pictures)
    {
        var ious = pictures.Select(picture => picture.Iou).ToList();
        var all = new ScoreGroup("all", "all", pictures);
        string Share(double least) =>
            ((double)ious.Count(iou => iou >= least) / ious.Count).ToString("P0", CultureInfo.InvariantCulture);
        var figures = new List<(string Value, string Meaning)>
        {
            (ious.Count.ToString(CultureInfo.InvariantCulture), "pictures"),
            (MetricKinds.Iou.Format(ious.Average()), "mean IoU"),
            (MetricKinds.Iou.Format(ious.Min()), "worst IoU"),
            (Share(0.95), "at least 0.95"),
            (Share(0.9), "at least 0.90"),
        };
        if (all.Mean(MetricKinds.Mse) is { } mse)
        {
            figures.Add((MetricKinds.Mse.Format(mse), "mean MSE of alpha"));
        }

        var failed = pictures.Count(picture => picture.Failure is not null);
        figures.Add((failed.ToString(CultureInfo.InvariantCulture), "without a result"));
        return "<div class=\"figures\">"
            + string.Concat(figures.Select(figure => $"<div><b>{figure.Value}</b><span>{figure.Meaning}</span></div>"))
            + "</div>\n";
    }
}
