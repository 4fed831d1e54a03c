using System.Globalization;
using System.Text;

namespace Pipeline.Measure.Pages;

/// <summary>A small line or point chart as SVG; both axes are linear and start at the given values.</summary>
internal sealed class Chart(string across, string up, (double From, double To) x, (double From, double To) y)
{
    private const double Width = 460, Height = 300, Left = 52, Right = 14, Top = 12, Bottom = 40;
    private const int Ticks = 5;

    private readonly StringBuilder _marks = new();

    /// <param name="points">Along the line.</param>
    /// <param name="colour">Of CSS.</param>
    /// <param name="dashed">For what is only there to compare with.</param>
    public Chart Line(IEnumerable<(double X, double Y)> points, string colour, bool dashed = false)
    {
        var path = string.Join(' ', points.Select(point => $"{Number(AtX(point.X))},{Number(AtY(point.Y))}"));
        var dash = dashed ? " stroke-dasharray=\"4 4\"" : "";
        _marks.Append($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/>\n");
        return this;
    }

    /// <param name="points">With the name that shows when one is pointed at.</param>
    /// <param name="colour">Of CSS.</param>
    public Chart Points(IEnumerable<(double X, double Y, string Name)> points, string colour)
    {
        foreach (var point in points)
        {
            _marks.Append($"<circle cx=\"{Number(AtX(point.X))}\" cy=\"{Number(AtY(point.Y))}\" r=\"3.5\" "
                + $"fill=\"{colour}\" fill-opacity=\"0.6\"><title>{Page.Escape(point.Name)}</title></circle>\n");
        }

        return this;
    }

    public string Svg()
    {
        var markup = new StringBuilder($"<svg viewBox=\"0 0 {Number(Width)} {Number(Height)}\" role=\"img\">\n");
        for (var i = 0; i <= Ticks; i++)
        {
            var (valueX, valueY) = (x.From + (x.To - x.From) * i / Ticks, y.From + (y.To - y.From) * i / Ticks);
            markup.Append($"<line class=\"axis\" x1=\"{Number(Left)}\" x2=\"{Number(Width - Right)}\" "
                + $"y1=\"{Number(AtY(valueY))}\" y2=\"{Number(AtY(valueY))}\"/>\n");
            Text(markup, $"x=\"{Number(Left - 6)}\" y=\"{Number(AtY(valueY) + 4)}\"", "end", Label(valueY));
            Text(markup, $"x=\"{Number(AtX(valueX))}\" y=\"{Number(Height - Bottom + 16)}\"", "middle", Label(valueX));
        }

        Text(markup, $"x=\"{Number((Left + Width) / 2)}\" y=\"{Number(Height - 6)}\"", "middle", across);
        Text(markup, $"transform=\"translate(12 {Number((Height - Bottom) / 2)}) rotate(-90)\"", "middle", up);
        return markup.Append(_marks).Append("</svg>\n").ToString();
    }

    private static void Text(StringBuilder markup, string place, string anchor, string text) =>
        markup.Append($"<text {place} text-anchor=\"{anchor}\">{Page.Escape(text)}</text>\n");

    private double AtX(double value) =>
        Left + (Math.Clamp(value, x.From, x.To) - x.From) / (x.To - x.From) * (Width - Left - Right);

    private double AtY(double value) =>
        Height - Bottom - (Math.Clamp(value, y.From, y.To) - y.From) / (y.To - y.From) * (Height - Top - Bottom);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Label(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
