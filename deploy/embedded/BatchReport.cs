using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;
using Spectre.Console;

namespace Pipeline.Embedded;

/// <summary>What the user sees: progress while the batch runs, a summary after it.</summary>
internal abstract class BatchReport(int total)
{
    protected int Total { get; } = total;

    /// <summary>JSON where it is asked for; else a progress bar on a terminal, and plain lines elsewhere.</summary>
    public static BatchReport ForConsole(int total, bool isJson) =>
        isJson ? new JsonReport(total, Console.Out, Console.Error)
        : Console.IsOutputRedirected ? new PlainReport(total, Console.Out) : new BarReport(total, AnsiConsole.Console);

    /// <summary>Runs the batch under this report's eyes.</summary>
    public abstract Task<BatchSummary> ShowAsync(Func<IBatchObserver, Task<BatchSummary>> run);

    /// <summary>How many photos ended how, in one line.</summary>
    public static string Counts(BatchSummary summary)
    {
        var seconds = summary.Elapsed.TotalSeconds;
        var rate = seconds > 0 ? summary.CutOut / seconds : 0;
        var passedOver = summary.Skipped > 0 ? $"{summary.Skipped} passed over, " : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.CutOut} cut out, {summary.AlreadyDone} already done, {summary.Failures.Count} failed, {passedOver}"
            + $"{summary.NotDone} not done; {seconds:0.0} s, {rate:0.00} photos/s");
    }

    /// <summary>Counts by outcome, failures by reason, warnings, where the cutouts are.</summary>
    public void Summarise(BatchSummary summary, LeftOut leftOut, string folder)
    {
        WriteLine(Counts(summary));
        foreach (var reason in summary.Failures.GroupBy(failure => failure.Reason).OrderByDescending(g => g.Count()))
        {
            WriteLine($"  {reason.Count()} × {reason.Key}, such as {Printable(reason.First().Photo)}: {Printable(reason.First().Detail)}");
        }

        SummariseQuality(summary.Quality);
        if (leftOut.Sentence is { } sentence)
        {
            WriteLine(Printable(sentence));
        }

        WriteLine($"Cutouts are in {folder}");
    }

    /// <summary>What an operator should look at: warnings by frequency, and the photos that are least sure.</summary>
    private void SummariseQuality(QualitySummary quality)
    {
        if (quality.WithWarnings > 0)
        {
            var counts = quality.Warnings.Select(w => $"{w.Photos} × {w.Warning}");
            WriteLine($"{quality.WithWarnings} with warnings: {string.Join(", ", counts)}");
        }

        if (quality.LeastConfident.Count > 0)
        {
            var photos = quality.LeastConfident.Select(p => $"{Printable(p.Photo)} {Figure(p.Quality.Confidence)}");
            WriteLine($"Least confident: {string.Join(", ", photos)}");
        }
    }

    protected abstract void WriteLine(string line);

    protected static string Describe(JobOutcome outcome) => outcome switch
    {
        JobOutcome.CutOut done =>
            $"{done.Photo} → {string.Join(", ", done.Event.Renditions.Select(r => r.Blob.Name))} ({Figure(done.Event.Stages.Sum(s => s.Seconds))} s"
            + (done.Event.Quality is { } quality ? $", {Figure(quality.Confidence)}){WarningsOf(quality)}" : ")"),
        JobOutcome.AlreadyDone done => $"{done.Photo}: already done"
            + (done.Event.Quality is { } quality ? $" ({Figure(quality.Confidence)}){WarningsOf(quality)}" : ""),
        JobOutcome.Skipped skipped => $"{Printable(skipped.Photo)}: passed over. {Printable(skipped.Detail)}",
        JobOutcome.Failed failed => $"{Printable(failed.Photo)}: failed, {failed.Reason}. {Printable(failed.Detail)}",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static string WarningsOf(CutoutQuality quality) =>
        quality.Warnings.Count > 0 ? " " + Printable(string.Join(", ", quality.Warnings)) : "";

    private static string Figure(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A name or an error may hold a line break, or commands to the terminal.</summary>
    internal static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
