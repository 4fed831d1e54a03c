using System.Globalization;
using System.Text;
using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Pages;

/// <summary>One picture of a run on its page.</summary>
internal static class PictureCard
{
    private static readonly (string Kind, string Caption)[] Thumbs =
    [
        ("photo", "photo"), ("cutout", "cutout"), ("truth", "truth"), ("matte", "our matte"), ("error", "error of alpha"),
    ];

    public static string Of(string folder, PictureScore picture, IReadOnlyList<MetricKind> metrics)
    {
        var markup = new StringBuilder("<article class=\"picture\"");
        foreach (var metric in metrics.Where(metric => picture.Value(metric) is not null))
        {
            markup.Append(CultureInfo.InvariantCulture, $" data-{metric.Key}=\"{picture.Value(metric)}\"");
        }

        if (picture.Confidence is { } confidence)
        {
            markup.Append(CultureInfo.InvariantCulture, $" data-confidence=\"{confidence}\"");
        }

        markup.Append(Scene(picture)).Append(">\n").Append(Header(picture)).Append("<div class=\"strip\">");
        foreach (var (kind, caption) in Thumbs)
        {
            var file = Thumbnails.FileOf(picture.Name, kind);
            markup.Append(Figure(folder, file, $"{caption} of {picture.Name}", caption));
        }

        markup.Append("</div><dl>");
        foreach (var metric in metrics.Skip(1))
        {
            markup.Append($"<div title=\"{Page.Escape(metric.Explanation)}\"><dt>{Page.Escape(metric.Title)}</dt>"
                + $"<dd>{metric.Format(picture.Value(metric))}</dd></div>");
        }

        return markup.Append("</dl></article>\n").ToString();
    }

    /// <summary>The attributes that the filters read.</summary>
    public static string Scene(PictureScore picture) =>
        $" data-background=\"{Page.Escape(picture.Background ?? "")}\""
        + $" data-traits=\"{Page.Escape(string.Join('\n', picture.Traits))}\"";

    /// <summary>What a picture shows, as small tags.</summary>
    public static string Tags(PictureScore picture) => string.Concat(
        new[] { string.Join(" + ", picture.Objects), picture.Background ?? "" }.Concat(picture.Traits)
            .Where(tag => tag.Length > 0).Select(tag => $"<span class=\"tag\">{Page.Escape(tag)}</span>"));

    /// <returns>Nothing when there is no such thumbnail.</returns>
    public static string Figure(string folder, string file, string alternative, string caption) =>
        File.Exists(Path.Combine(folder, file))
            ? $"<figure><a href=\"{Link(file)}\"><img loading=\"lazy\" src=\"{Link(file)}\" "
                + $"alt=\"{Page.Escape(alternative)}\"></a><figcaption>{Page.Escape(caption)}</figcaption></figure>\n"
            : "";

    private static string Link(string file) => string.Join('/', file.Split('/').Select(Uri.EscapeDataString));

    private static string Header(PictureScore picture)
    {
        var level = picture.Iou < 0.9 ? " bad" : picture.Iou >= 0.97 ? " good" : "";
        var confidence = picture.Confidence is { } value
            ? $"<span class=\"soft\">confidence {value.ToString("0.00", CultureInfo.InvariantCulture)}</span>"
            : "";
        var remarks = picture.Remarks.Select(remark => $"<span class=\"tag bad\">{Page.Escape(remark)}</span>");
        return $"<header><h3>{Page.Escape(picture.Name)}</h3>"
            + $"<span class=\"lead{level}\">IoU {MetricKinds.Iou.Format(picture.Iou)}</span>"
            + $"{confidence}{Tags(picture)}{string.Concat(remarks)}</header>\n";
    }
}
