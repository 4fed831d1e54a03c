using System.Globalization;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Commands;

/// <summary>How far a file has come: one line that is written over, or where nobody watches a line per tenth.</summary>
internal sealed class PullProgressLine(ModelEntry entry, TextWriter writer, bool isRedirected) : IProgress<PullProgress>
{
    private const double Megabyte = 1e6;

    private int _shown = -1;

    public void Report(PullProgress value)
    {
        var total = value.Total ?? (long)(entry.Source.Megabytes * Megabyte);
        var percent = (int)Math.Min(100, 100 * value.Bytes / Math.Max(1, total));
        var step = isRedirected ? percent / 10 * 10 : percent;
        if (step == _shown)
        {
            return;
        }

        _shown = step;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{entry.Name}: {percent} % of {(value.Total is null ? "about " : "")}{total / Megabyte:0} MB");
        writer.Write(isRedirected ? line + Environment.NewLine : "\r" + line);
    }

    /// <summary>Leaves the line.</summary>
    public void End()
    {
        if (_shown >= 0 && !isRedirected)
        {
            writer.WriteLine();
        }
    }
}
