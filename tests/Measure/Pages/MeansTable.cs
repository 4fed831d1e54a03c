using System.Text;
using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Pages;

/// <summary>Means of groups of pictures; the headings explain themselves when pointed at.</summary>
internal static class MeansTable
{
    public static string Of(IReadOnlyList<ScoreGroup> groups, IReadOnlyList<MetricKind> metrics)
    {
        var markup = new StringBuilder("<div class=\"scroll\"><table><thead><tr><th>mean of</th><th>n</th>");
        foreach (var metric in metrics)
        {
            markup.Append($"<th title=\"{Page.Escape(metric.Explanation)}\">{Page.Escape(metric.Title)}</th>");
        }

        markup.Append("</tr></thead><tbody>\n");
        foreach (var group in groups)
        {
            var kind = group.Kind == "all" ? "" : $"<span class=\"soft\">{group.Kind}</span> ";
            markup.Append($"<tr><th>{kind}{Page.Escape(group.Name)}</th><td>{group.Pictures.Count}</td>");
            foreach (var metric in metrics)
            {
                markup.Append($"<td>{metric.Format(group.Mean(metric))}</td>");
            }

            markup.Append("</tr>\n");
        }

        markup.Append("</tbody></table></div>\n<p class=\"soft\">Errors of alpha: "
            + "<span class=\"over\">red too opaque</span>, <span class=\"under\">blue too transparent</span>.");
        if (metrics.Contains(MetricKinds.UnknownSad))
        {
            markup.Append(" u: over the unknown region; SAD, Grad and Conn in thousands; colours in 8-bit levels.");
        }

        return markup.Append("</p>\n").ToString();
    }
}
