using System.Globalization;
using Spectre.Console;

namespace Pipeline.Measure.Reference;

/// <summary>Both programs side by side; ratios are to the first two rows of a photo.</summary>
internal sealed class ReferenceTable
{
    private readonly Table _table = new Table().AddColumns(
        "photo", "program", "first s", "warm s", "as it stands ×", "tuned ×", "peak MiB", "of as it stands",
        "segment s", "matte s", "rest s", "rest s/MP", "alpha off: mean, largest, equal");

    /// <param name="photo">Its name.</param>
    /// <param name="name">Of the contender.</param>
    /// <param name="first">A new process, one run.</param>
    /// <param name="warm">A process with several.</param>
    /// <param name="stock">PyTorch as it stands, where it survived.</param>
    /// <param name="tuned">PyTorch with the tuned allocator, where it survived.</param>
    /// <param name="alpha">Against whom it is compared, if anyone.</param>
    public void Add(
        string photo,
        string name,
        ProgramRun first,
        ProgramRun warm,
        StageMeasurement? stock,
        StageMeasurement? tuned,
        AlphaDifference? alpha)
    {
        if (warm.Stages is not { } stages)
        {
            _table.AddRow(photo, name, Markup.Escape(warm.Failure!));
            return;
        }

        var rest = stages.Total - Part(stages, "segment") - Part(stages, "matte");
        _table.AddRow(
            photo,
            name,
            Text(first.ProcessSeconds),
            Text(stages.Total),
            Ratio(stock?.Total, stages.Total),
            Ratio(tuned?.Total, stages.Total),
            stages.PeakMebibytes.ToString(CultureInfo.InvariantCulture),
            Ratio(stages.PeakMebibytes, stock?.PeakMebibytes),
            Text(Part(stages, "segment")),
            Text(Part(stages, "matte")),
            Text(rest),
            Text(rest / (stages.Width * (double)stages.Height / 1e6)),
            alpha?.ToString() ?? "");
    }

    public void Write() => Tables.Write(_table);

    /// <summary>A network with what is done to its input and output; both programs name their stages so.</summary>
    private static double Part(StageMeasurement stages, string prefix) => stages.Seconds
        .Where(stage => stage.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Sum(stage => stage.Value);

    private static string Ratio(double? of, double? to) =>
        of is { } above && to is { } below ? Text(above / below) : "";

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
