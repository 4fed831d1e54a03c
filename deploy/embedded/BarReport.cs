using Pipeline.Dispatcher.Batches;
using Spectre.Console;

namespace Pipeline.Embedded;

/// <summary>A progress bar with the time that is left; failures scroll by above it.</summary>
internal sealed class BarReport(int total, IAnsiConsole console) : BatchReport(total)
{
    public override Task<BatchSummary> ShowAsync(Func<IBatchObserver, Task<BatchSummary>> run) => console
        .Progress()
        .Columns(
            new ProgressBarColumn(),
            new PercentageColumn(),
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new RemainingTimeColumn())
        .StartAsync(progress => run(new Bar(progress.AddTask($"0/{Total}", maxValue: Math.Max(1, Total)), this)));

    protected override void WriteLine(string line) => console.MarkupLineInterpolated($"{line}");

    private sealed class Bar(ProgressTask task, BarReport report) : IBatchObserver
    {
        public void OnEnded(JobOutcome outcome)
        {
            task.Increment(1);
            task.Description = $"{task.Value:0}/{report.Total} photos";
            if (outcome is JobOutcome.Failed)
            {
                report.WriteLine(Describe(outcome));
            }
        }
    }
}
