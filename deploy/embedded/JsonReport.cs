using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Reports;

namespace Pipeline.Embedded;

/// <summary>One JSON object per photo for other programs; the summary for people goes to standard error.</summary>
internal sealed class JsonReport(int total, TextWriter rows, TextWriter summary) : BatchReport(total), IBatchObserver
{
    public override Task<BatchSummary> ShowAsync(Func<IBatchObserver, Task<BatchSummary>> run) => run(this);

    public void OnEnded(JobOutcome outcome) => rows.WriteLine(ReportTables.ToJsonLine(ReportRow.Of(outcome)));

    protected override void WriteLine(string line) => summary.WriteLine(line);
}
