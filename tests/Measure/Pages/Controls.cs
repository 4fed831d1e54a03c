using System.Text;

namespace Pipeline.Measure.Pages;

/// <summary>The line above the pictures: sort by a metric, show one background or trait.</summary>
internal static class Controls
{
    /// <param name="sorts">
    /// What is shown → the data attribute and 1 for rising or −1 for falling, such as "iou 1".
    /// </param>
    /// <param name="backgrounds">Kinds to choose from.</param>
    /// <param name="traits">Traits to choose from.</param>
    public static string Of(
        IEnumerable<(string Title, string Key)> sorts, IEnumerable<string?> backgrounds, IEnumerable<string> traits)
    {
        var markup = new StringBuilder("<div class=\"controls\">");
        markup.Append("<label>Sort <select id=\"sort\">");
        foreach (var (title, key) in sorts)
        {
            markup.Append($"<option value=\"{Page.Escape(key)}\">{Page.Escape(title)}</option>");
        }

        markup.Append("</select></label>");
        Filter(markup, "background", backgrounds.OfType<string>());
        Filter(markup, "trait", traits);
        return markup.Append("<span class=\"soft\" id=\"shown\"></span></div>\n").ToString();
    }

    private static void Filter(StringBuilder markup, string id, IEnumerable<string> values)
    {
        var choices = values.Distinct().Order(StringComparer.Ordinal).ToList();
        if (choices.Count == 0)
        {
            return;
        }

        markup.Append($"<label>{char.ToUpperInvariant(id[0])}{id[1..]} <select id=\"{id}\">");
        markup.Append("<option value=\"\">any</option>");
        foreach (var choice in choices)
        {
            markup.Append($"<option>{Page.Escape(choice)}</option>");
        }

        markup.Append("</select></label>");
    }
}
