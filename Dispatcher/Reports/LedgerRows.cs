using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Reports;

/// <summary>Rows of the ledger as rows of a report.</summary>
public static class LedgerRows
{
    public static ReportRow Of(LedgerJob job) => new()
    {
        Photo = job.Source.Container.Length == 0 ? job.Source.Name : $"{job.Source.Container}/{job.Source.Name}",
        Sku = job.Sku,
        Outcome = NameOf(job.Status),
        Reason = job.Reason,
        Detail = job.Detail,
        Confidence = job.Confidence,
        Warnings = job.Warnings,
        Renditions = job.Renditions,
        Seconds = job.Milliseconds / 1000.0,
        Chain = job.Chain,
    };

    private static string NameOf(JobStatus status) => status switch
    {
        JobStatus.Pending => "waiting",
        JobStatus.Published => "out",
        JobStatus.CutOut => "cut-out",
        JobStatus.AlreadyDone => "already-done",
        JobStatus.Skipped => "skipped",
        JobStatus.Failed => "failed",
        JobStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
